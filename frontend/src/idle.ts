// Work that nobody waits for is done when the browser has nothing else to do.

/** Calls back when the page is idle, two seconds later at most. */
export function idle(then: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(then, { timeout: 2000 });
  else setTimeout(then, 200);
}
