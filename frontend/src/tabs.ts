// Several views of the same thing, one at a time: `data-tabs` around blocks that name themselves in `data-tab`.
// Without the script all of them are shown below each other, and in print too.
import { say, type Words } from "./words.ts";

/** The place that a key leads to from a place among so many, or null when the key is none of ours. */
export function step(key: string, from: number, count: number): number | null {
  switch (key) {
    case "ArrowRight":
      return (from + 1) % count;
    case "ArrowLeft":
      return (from + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

let made = 0;

/** Turns the blocks into panels under a row of tabs. */
export function startTabs(group: HTMLElement, words: Words): void {
  const panels = [...group.querySelectorAll<HTMLElement>(":scope > [data-tab]")];
  group.dataset["ready"] = "";
  if (panels.length < 2) return;
  const list = document.createElement("div");
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", say(words, "views"));
  const tabs = panels.map((panel) => {
    const tab = document.createElement("button");
    made += 1;
    tab.type = "button";
    tab.id = `tab-${made}`;
    tab.textContent = panel.dataset["tab"] ?? "";
    tab.setAttribute("role", "tab");
    panel.id ||= `panel-${made}`;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    tab.setAttribute("aria-controls", panel.id);
    return tab;
  });
  const name = (place: number): string => panels[place]?.dataset["view"] ?? "";
  const show = (place: number): void => {
    for (const [n, tab] of tabs.entries()) {
      tab.setAttribute("aria-selected", String(n === place));
      tab.tabIndex = n === place ? 0 : -1;
      const panel = panels[n];
      if (panel) panel.hidden = n !== place;
    }
  };
  const choose = (place: number): void => {
    show(place);
    if (name(place)) group.dispatchEvent(new CustomEvent("sk:shown", { detail: name(place) }));
  };
  // An address may ask for a view by its name.
  group.addEventListener("sk:show", (event) => show(Math.max(0, panels.findIndex((_, n) => name(n) === (event as CustomEvent).detail))));
  for (const [n, tab] of tabs.entries()) tab.addEventListener("click", () => choose(n));
  list.addEventListener("keydown", (event) => {
    const from = tabs.indexOf(event.target as HTMLButtonElement);
    const to = from < 0 ? null : step(event.key, from, tabs.length);
    if (to === null) return;
    event.preventDefault();
    choose(to);
    tabs[to]?.focus();
  });
  list.append(...tabs);
  (group.querySelector(":scope > .tabs") ?? group).prepend(list);
  show(0);
}
