// Opening the search: a press on any `data-search` link, the / key, or Control and K. The index and its engine are
// fetched only then. A reader may switch the / key off, because a single key can clash with speech input.
import { ownAddress } from "./address.ts";
import { recall, remember } from "./memory.ts";
import type { Words } from "./words.ts";

/** Whether the focus is where a key is meant as text. */
function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Makes the search of the page ready to be opened, and starts it on the page of results. */
export function startOpener(header: HTMLElement, dialog: HTMLDialogElement, words: Words): void {
  const base = ownAddress(`${header.dataset["base"] || "."}/`, location.href, location.origin);
  const list = ownAddress(header.dataset["index"] ?? "", location.href, location.origin);
  if (!base || !list) return;
  const results = document.querySelector<HTMLElement>("[data-find]");
  if (results) import("./search.js").then((search) => search.startSearchPage(results, { words, base, list }), () => undefined);
  const box = dialog.querySelector<HTMLInputElement>("[data-search-key]");
  if (box) {
    box.checked = recall("slash") !== "off";
    box.addEventListener("change", () => remember("slash", box.checked ? null : "off"));
  }
  let started = false;
  const open = (): void => {
    if (!dialog.open) dialog.showModal();
    dialog.querySelector<HTMLInputElement>("[role=combobox]")?.select();
    if (started) return;
    started = true;
    import("./search.js").then(
      (search) => search.startSearch(dialog, { words, base, list }),
      () => (started = false),
    );
  };
  document.addEventListener("click", (event) => {
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!plain || !(event.target instanceof Element) || !event.target.closest("[data-search]")) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && box?.checked !== false;
    const palette = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!(palette || (slash && !isWriting(event.target))) || event.isComposing) return;
    event.preventDefault();
    open();
  });
  dialog.querySelector(".find-close")?.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // the veil belongs to the dialog
    else if (event.target instanceof Element && event.target.closest("a")) dialog.close();
  });
}
