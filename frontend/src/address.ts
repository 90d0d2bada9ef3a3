// Addresses come from files that others wrote: only those of this site are followed.

/** Resolves an address against a base; null unless it leads to the same site over the web. */
export function ownAddress(address: string, base: string | URL, origin: string): URL | null {
  let url: URL;
  try {
    url = new URL(address, base);
  } catch {
    return null;
  }
  const web = url.protocol === "https:" || url.protocol === "http:";
  return web && url.origin === origin && !url.username && !url.password ? url : null;
}
