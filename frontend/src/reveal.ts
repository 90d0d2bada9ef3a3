// A link may lead into a fold. Newer browsers open it themselves; this opens it in the others, and after a press on a
// link to the place that the address names already.

/** What a fold is known by; a part of HTMLDetailsElement, so that tests need no page. */
export interface Fold {
  tagName: string;
  open?: boolean;
  parentElement: Fold | null;
}

/** Opens every closed fold around an element; returns whether there was any. */
export function openAround(element: Fold): boolean {
  let opened = false;
  for (let around = element.parentElement; around; around = around.parentElement) {
    if (around.tagName !== "DETAILS" || around.open) continue;
    around.open = true;
    opened = true;
  }
  return opened;
}

/** The id that an address points at; empty if it points at none or is mistyped. */
export function idOf(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return "";
  }
}

function reveal(hash: string): void {
  const id = idOf(hash);
  const wanted = id ? document.getElementById(id) : null;
  if (wanted && openAround(wanted)) wanted.scrollIntoView();
}

/** Shows what the address of the page points at, now and whenever it changes. */
export function startReveal(): void {
  reveal(location.hash);
  addEventListener("hashchange", () => reveal(location.hash));
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href^='#']") : null;
    if (link && link.hash === location.hash) reveal(link.hash);
  });
}
