# What a page must not hold, do or ask for, as a browser sees it: scripts and handlers that are not
# its own, elements that no page of ours has, addresses that run script, and requests elsewhere.
"""Watches a page for what strings of strangers may have become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from playwright.sync_api import Page

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

SPY: Final = """
window.told = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = (...words) => told.push([name, ...words].join(" "));
document.addEventListener("securitypolicyviolation",
  (e) => told.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
"""
STRANGE: Final = """(inline) => {
  const strange = new Set(("iframe frame frameset object embed applet base math marquee xss " +
    "keygen video audio isindex xml noembed noframes plaintext xmp layer bgsound").split(" "));
  const own = (address) => new URL(address, location.href).origin === location.origin;
  const known = (text) => inline.some((beginning) => text.startsWith(beginning));
  const scripts = (e) => e.type === "application/ld+json" ||
    (e.src ? own(e.src) : e === document.scripts[0] || known(e.text));
  const found = [...window.told];
  for (const e of document.querySelectorAll("*")) {
    const name = e.localName;
    if (strange.has(name)) found.push(name);
    if (name === "script" && !scripts(e)) found.push(e.outerHTML.slice(0, 200));
    if (name === "meta" && e.httpEquiv === "refresh") found.push(e.outerHTML);
    for (const { name: key, value } of e.attributes) {
      if (/^on/.test(key)) found.push(`${name} ${key}`);
      if (/^(href|src|action|formaction|xlink:href|data)$/.test(key) &&
          /^[\\s\\x00-\\x20]*(javascript|vbscript|data):/i.test(value) &&
          !value.startsWith("data:image/svg+xml")) found.push(`${name} ${key}=${value}`);
    }
  }
  return [...new Set(found)];
}"""


@dataclass(slots=True)
class Watch:
    """One page of a browser, and what it asks of others."""

    page: Page
    asked: list[str]
    inline: tuple[str, ...] = ()
    """How scripts begin that stand in the page, but for the first of all."""

    def found(self) -> list[str]:
        """Whatever a page must not hold, do or ask for."""
        host = urlsplit(self.page.url).netloc
        own = (f"http://{host}/", "data:", "blob:")
        foreign = [address for address in self.asked if not address.startswith(own)]
        self.asked.clear()
        return [*self.page.evaluate(STRANGE, self.inline), *foreign]


def watch(context: BrowserContext, inline: tuple[str, ...] = ()) -> Watch:
    """A new page of a browser, watched from its first request."""
    context.add_init_script(SPY)
    watched = Watch(page=context.new_page(), asked=[], inline=inline)
    watched.page.on("request", lambda request: watched.asked.append(request.url))
    watched.page.on("dialog", lambda dialog: watched.asked.append(f"dialog {dialog.message}"))
    watched.page.on("pageerror", lambda error: watched.asked.append(f"error {error}"))
    return watched
