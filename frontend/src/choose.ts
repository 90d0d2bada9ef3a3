// The bar above the views of an indicator. It came with the page and stands in its place; what it does is fetched when
// the reader reaches for it, or at once where the address asks for a selection.

const ASKED = ["areas", "from", "to", "year"];

/** Parameters of an address that ask for another selection than the one that came with the page. */
export function isAsked(search: string): boolean {
  const found = new URLSearchParams(search);
  return ASKED.some((name) => found.has(name));
}

/** The address with another view; the first one needs no word. */
export function withView(search: string, view: string): string {
  const found = new URLSearchParams(search);
  if (view === "" || view === "line") found.delete("view");
  else found.set("view", view);
  const text = found.toString().replaceAll("%2C", ",");
  return text && `?${text}`;
}

function shownView(group: HTMLElement): void {
  const view = new URLSearchParams(location.search).get("view") ?? "line";
  group.dispatchEvent(new CustomEvent("sk:show", { detail: view }));
}

function keepView(group: HTMLElement): void {
  group.addEventListener("sk:shown", (event) => {
    const search = withView(location.search, String((event as CustomEvent).detail));
    if (search !== location.search) history.pushState(null, "", location.pathname + search + location.hash);
  });
  addEventListener("popstate", () => shownView(group));
  if (new URLSearchParams(location.search).has("view")) shownView(group);
}

/** Makes the bar of a group of views ready. */
export function startChoose(group: HTMLElement): void {
  keepView(group);
  const bar = group.querySelector<HTMLElement>("[data-choices]");
  if (!bar) return;
  let coming: Promise<void> | null = null;
  const load = (): Promise<void> => {
    coming ??= import("./comparison.js").then((part) => part.startChoice(group, bar));
    coming.catch(() => (coming = null)); // asked again next time
    return coming;
  };
  // What was pressed before the script was there is pressed again when it is.
  const again = (event: Event): void => {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>("button, select") : null;
    if (!target || "chosen" in group.dataset || !target.closest("[data-choices], [data-map-year], .takeaway")) return;
    if (event.type === "change" && target instanceof HTMLSelectElement) {
      const { value } = target;
      const change = (): void => {
        target.value = value;
        target.dispatchEvent(new Event("change", { bubbles: true }));
      };
      void load().then(change, () => undefined);
    } else if (target.matches("button")) void load().then(() => target.click(), () => undefined);
  };
  group.addEventListener("click", again);
  group.addEventListener("change", again);
  for (const name of ["pointerenter", "focusin"]) {
    bar.addEventListener(name, () => void load().catch(() => undefined), { once: true });
  }
  if (isAsked(location.search)) void load().catch(() => undefined);
}
