// The ranking of another period: the choice stands in its place with the page; what it does is fetched when the reader
// reaches for it, or at once where the address names a period.

/** The parameter of an address that names the period of a ranking. */
const NAME = "ranking";

/** The period that an address asks for; empty where it asks for none. */
export function askedPeriod(search: string): string {
  return new URLSearchParams(search).get(NAME) ?? "";
}

/** The query of an address with another period; all else in it stays, and the published one needs no word. */
export function withPeriod(search: string, period: string): string {
  const query = new URLSearchParams(search);
  if (period === "") query.delete(NAME);
  else query.set(NAME, period);
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
  return text && `?${text}`;
}

/** Makes the choice of a section ready. */
export function startRanked(section: HTMLElement): void {
  const select = section.querySelector<HTMLSelectElement>(".rank-period select");
  if (!select) return;
  const published = select.value;
  const load = (): Promise<typeof import("./ranking.js")> => import("./ranking.js");
  const fail = (): void => {
    select.value = section.dataset["shown"] ?? published;
    section.querySelector("[role=status]")?.replaceChildren(section.dataset["failed"] ?? "");
  };
  const show = (period: string): void => {
    load().then((part) => part.showPeriod(section, select, period)).catch(fail);
  };
  const known = (period: string): boolean => [...select.options].some(({ value }) => value === period);
  const arrive = (): void => {
    const asked = askedPeriod(location.search);
    const period = known(asked) ? asked : published;
    if (period !== (section.dataset["shown"] ?? published)) show(period);
  };
  select.addEventListener("change", () => {
    const period = select.value;
    const search = withPeriod(location.search, period === published ? "" : period);
    if (search !== location.search) history.pushState(null, "", location.pathname + search + location.hash);
    show(period);
  });
  for (const name of ["pointerenter", "focus"]) {
    select.addEventListener(name, () => void load().catch(() => undefined), { once: true });
  }
  addEventListener("popstate", arrive);
  arrive();
}
