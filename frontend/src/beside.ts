// Up to three entries of a register side by side. The page holds them all in one hidden table; what is chosen shows its
// columns and stands in the address.

/** How many can be read beside one another. */
export const MOST = 3;

/** The ids that an address asks for, as far as they are known, each once and not too many. */
export function readBeside(search: string, known: readonly string[]): string[] {
  const asked = (new URLSearchParams(search).get("beside") ?? "").split(",");
  return [...new Set(asked)].filter((id) => known.includes(id)).slice(0, MOST);
}

/** The query of an address with what is chosen; all else in it stays. */
export function writeBeside(search: string, chosen: readonly string[]): string {
  const query = new URLSearchParams(search);
  if (chosen.length > 0) query.set("beside", chosen.join(","));
  else query.delete("beside");
  const text = query.toString().replaceAll("%2C", ",");
  return text && `?${text}`;
}

/** Makes the choice work; without it the section stays hidden. */
export function startBeside(section: HTMLElement): void {
  const boxes = [...section.querySelectorAll<HTMLInputElement>("input[name=beside]")];
  const view = section.querySelector<HTMLElement>(".scroll");
  const cells = [...section.querySelectorAll<HTMLElement>("[data-entry]")];
  const asked = readBeside(location.search, boxes.map(({ value }) => value));
  for (const box of boxes) box.checked = asked.includes(box.value);

  const show = (): void => {
    const chosen = boxes.filter(({ checked }) => checked).map(({ value }) => value);
    for (const cell of cells) cell.hidden = !chosen.includes(cell.dataset["entry"] ?? "");
    for (const box of boxes) box.disabled = !box.checked && chosen.length >= MOST;
    // A row that is empty for all that are chosen says nothing.
    for (const row of section.querySelectorAll<HTMLElement>("tbody tr")) {
      row.hidden = !cells.some((cell) => row.contains(cell) && !cell.hidden && cell.querySelector("li"));
    }
    if (view) view.hidden = chosen.length === 0;
  };

  section.addEventListener("change", () => {
    const chosen = boxes.filter(({ checked }) => checked).map(({ value }) => value);
    history.replaceState(null, "", location.pathname + writeBeside(location.search, chosen) + location.hash);
    show();
  });
  show();
  section.hidden = false;
  if (location.hash === `#${section.id}`) section.scrollIntoView();
}
