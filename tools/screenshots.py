# Every kind of page, as readers meet it: wide, narrow, dark, in Chinese and on paper. The pictures
# are for people to look at and to compare before and after a change; small references of the small
# site's pages are committed, so that a lost style is found by a test.
"""Take pictures of pages, compare two sets of them, and accept new references."""

from __future__ import annotations

import argparse
import base64
import html
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, FloatRect, Page, Response, sync_playwright

import chromium
import pictures
from sample import write_sample
from serving import served

ROOT: Final = Path(__file__).resolve().parent.parent
SILKLINE: Final = Path(sys.executable).parent / "silkline"
REFERENCES: Final = ROOT / "tests/looks"
BLANK: Final = ROOT / "src/silkline/charts/typeface/400.ttf"
BLANK_NAME: Final = "SilklineSans"
FACES: Final = """
const blank = Uint8Array.from(atob("BLANK"), c => c.charCodeAt(0));
for (const [family, weight] of [["Source Sans 3", "200 900"], ["Source Serif 4", "600"]]) {
  const unicodeRange = "U+2E80-9FFF, U+F900-FAFF, U+FF00-FFEF";
  document.fonts.add(new FontFace(family, blank, { unicodeRange, weight }));
}"""
"""Weights as the site's own: of faces with others a browser takes those of one kind only."""
MOST_VISITS: Final = 10
SETTLE_MS: Final = 150
TALLEST_PX: Final = 3_200
"""A page is cut there: beneath it, rows of tables repeat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of page, by one example."""

    path: str
    keys: str = ""
    """What is typed once the page stands."""
    press: str = ""
    """Selector of what is pressed first."""

    @property
    def is_made_by_script(self) -> bool:
        """Whether the page as loaded is not yet what readers see."""
        return bool(self.press or "?" in self.path)


SAMPLE: Final[Mapping[str, Kind]] = {
    "home": Kind(path=""),
    "indicators": Kind(path="indicators/"),
    "indicator": Kind(path="indicators/population/"),
    "indicator-derived": Kind(path="indicators/visitors-from-abroad-share/"),
    "economies": Kind(path="economies/"),
    "economy": Kind(path="economies/SWE/"),
    "compare": Kind(path="compare/?indicator=population&areas=SWE,DNK,NOR"),
    "claims": Kind(path="claims/"),
    "stories": Kind(path="stories/"),
    "story": Kind(path="stories/nordic-population/"),
    "registers": Kind(path="registers/"),
    "register": Kind(path="agreements/"),
    "entry": Kind(path="agreements/helsinki-treaty/"),
    "timeline": Kind(path="timeline/"),
    "glossary": Kind(path="glossary/"),
    "packages": Kind(path="packages/"),
    "package": Kind(path="packages/nordic-population/"),
    "sources": Kind(path="sources/"),
    "source": Kind(path="sources/wdi-population-2026-07/"),
    "topics": Kind(path="topics/"),
    "topic": Kind(path="topics/population/"),
    "data": Kind(path="data/"),
    "hand-written": Kind(path="notes/"),
    "search": Kind(path="", press="[data-search]", keys="pop"),
    "search-page": Kind(path="search/?q=pop"),
    "missing": Kind(path="no/such/page/"),
}
"""Pages of the small site; what it does not have is left out."""

OBSERVATORY: Final[Mapping[str, Kind]] = {
    **{name: SAMPLE[name] for name in SAMPLE if SAMPLE[name].path.count("/") == 1},
    "home": Kind(path=""),
    "indicator": Kind(path="indicators/dds-exports/"),
    "indicator-articles": Kind(path="indicators/digital-economy-size/"),
    "indicator-derived": Kind(path="indicators/dds-exports-world-share/"),
    "map": Kind(path="indicators/internet-users/", press="[role=tab]:has-text('Map')"),
    "economy": Kind(path="economies/CHN/"),
    "economy-small": Kind(path="economies/TUV/"),
    "group": Kind(path="economies/WLD/"),
    "compare": Kind(path="compare/?indicator=dds-exports&areas=CHN,IND,DEU"),
    "story": Kind(path="stories/china-digital-services-exports/"),
    "entry": Kind(path="agreements/rcep/"),
    "zone": Kind(path="zones/qianhai-cluster/"),
    "person": Kind(path="people/xiao-yaqing/"),
    "package": Kind(path="packages/digital-trade/"),
    "source": Kind(path="sources/unctad-de-2025-12/"),
    "topic": Kind(path="topics/digital-services-trade/"),
    "hand-written": Kind(path="methods/"),
    "search": Kind(path="", press="[data-search]", keys="export"),
    "search-page": Kind(path="search/?q=export"),
}

VIEWS: Final[Mapping[str, Mapping[str, Any]]] = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 390, "height": 800}, "device_scale_factor": 1},
    "print": {"viewport": {"width": 718, "height": 1000}},
}
"""How each is looked at; the paper is A4 within its margins. Chinese is a site of its own."""

MAIN: Final = (
    "home",
    "indicator",
    "economy",
    "compare",
    "claims",
    "story",
    "timeline",
    "search-page",
)

KEPT: Final[Mapping[str, tuple[str, ...]]] = {
    "wide": tuple(SAMPLE),
    "narrow": (
        *MAIN,
        "indicators",
        "entry",
        "glossary",
        "package",
        "data",
        "hand-written",
        "search",
    ),
    "dark": MAIN,
    "print": ("indicator", "economy", "claims", "story"),
}
"""Kinds of page that have a reference in the repository, by view."""


def is_kept(kind: str, view: str) -> bool:
    """Whether a picture has a reference in the repository."""
    return kind in KEPT.get(view, ())


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium with an empty profile."""
    path = chromium.find()
    if path is None:
        sys.exit(chromium.NONE_FOUND)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path, args=list(chromium.FLAGS), env={"HOME": home}
        )
        yield started
        started.close()


def shoot(
    started: Browser,
    address: str,
    kinds: Mapping[str, Kind],
    view: str,
    *,
    everywhere: bool = False,
) -> Iterator[tuple[str, Image.Image]]:
    """A picture of each page that there is, in one view; one that is the same everywhere leaves
    Chinese signs blank.
    """
    context = started.new_context(reduced_motion="reduce", **VIEWS[view])
    if everywhere:
        leave_chinese_blank(context)
    page = context.new_page()
    for name, kind in kinds.items():
        if view == "print" and kind.press:
            continue
        answer = arrive(page, f"{address}/{kind.path}")
        if view == "print":
            page.emulate_media(media="print")
        if answer is not None and (answer.ok or name == "missing"):
            yield name, take(page, kind)
    context.close()


def leave_chinese_blank(context: BrowserContext) -> None:
    """The site has no Chinese typeface: each machine draws with its own, or boxes of any width.

    In its place stands the typeface of charts, where such signs are blank and a square each.
    """
    blank = base64.b64encode(BLANK.read_bytes()).decode()
    context.add_init_script(FACES.replace("BLANK", blank))


def arrive(page: Page, address: str) -> Response | None:
    """Open a page so that it has its own typefaces: one that gets them late goes without."""
    for _ in range(MOST_VISITS):
        answer = page.goto(address, wait_until="load")
        if _has_own_faces(page):
            return answer
    raise TimeoutError(f"{address} was painted {MOST_VISITS} times without its typefaces")


def _has_own_faces(page: Page) -> bool:
    tools = page.context.new_cdp_session(page)
    tools.send("DOM.enable")
    tools.send("CSS.enable")
    root = tools.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    # A line in each of the two faces: a heading, and the link that leads past the page's head.
    for line in ("h1", ".skip"):
        node = tools.send("DOM.querySelector", {"nodeId": root, "selector": line})["nodeId"]
        found = tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        if not any(f["isCustomFont"] and f["familyName"] != BLANK_NAME for f in found):
            return False
    return True


WHOLE: Final = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('.sk > * { content-visibility: visible !important }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
"""A picture shows a page to its end, also what a browser lays out only when a reader is near."""


def take(page: Page, kind: Kind) -> Image.Image:
    """A picture of a page that stands, after what is pressed and typed first."""
    if kind.press:
        page.locator(kind.press).first.click()
    if kind.keys:
        page.keyboard.type(kind.keys)
        page.wait_for_timeout(SETTLE_MS)
    if kind.is_made_by_script:
        page.wait_for_load_state("networkidle")
    page.evaluate(WHOLE)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_timeout(SETTLE_MS)
    size = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    shown = page.screenshot(
        full_page=not kind.keys,
        animations="disabled",
        caret="hide",
        scale="css",
        clip=None if kind.keys else _clip(*size),
    )
    return Image.open(BytesIO(shown)).convert("RGB")


def _clip(width: int, height: int) -> FloatRect:
    return {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST_PX)}


def build(root: Path, site: Path) -> None:
    """Build the site of a folder into another folder."""
    done = subprocess.run(
        [SILKLINE, "build", "--site-dir", site],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{root} does not build:\n{done.stdout}\n{done.stderr}")


def main(arguments: list[str] | None = None) -> int:
    """Take the pictures; with `--compare`, 1 if a page looks different."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="silkline-looks-") as name:
        if options.accept:
            return _accept(Path(name))
        shutil.rmtree(options.out, ignore_errors=True)
        options.out.mkdir(parents=True)
        kinds = OBSERVATORY if options.observatory else SAMPLE
        _take_all(options, kinds, Path(name))
    names = sorted(path.stem for path in options.out.glob("*.png"))
    (options.out / "index.html").write_text(_sheet(names), "utf-8")
    print(f"{len(names)} pictures: {options.out / 'index.html'}")
    return _compare(options.compare, options.out) if options.compare else 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/screenshots"), help="folder")
    parser.add_argument("--observatory", action="store_true", help="of the observatory's pages")
    parser.add_argument("--site", type=Path, help="a built site, instead of building one")
    parser.add_argument("--compare", type=Path, metavar="FOLDER", help="pictures taken before")
    parser.add_argument("--accept", action="store_true", help="write the references of the tests")
    return parser.parse_args(arguments)


def _take_all(options: argparse.Namespace, kinds: Mapping[str, Kind], folder: Path) -> None:
    root = ROOT if options.observatory else write_sample(folder / "small")
    site = options.site or folder / "site"
    if not options.site:
        build(root, site)
    with browser() as started:
        with served(site) as address:
            for view in VIEWS:
                for kind, picture in shoot(started, address, kinds, view):
                    picture.save(options.out / f"{kind}--{view}.png")
        if not options.observatory:
            _take_chinese(started, root, kinds, options.out)


def _take_chinese(started: Browser, root: Path, kinds: Mapping[str, Kind], out: Path) -> None:
    settings = root / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("language: en", "language: zh"), "utf-8"
    )
    build(root, root / "chinese")
    with served(root / "chinese") as address:
        for kind, picture in shoot(started, address, kinds, "wide"):
            picture.save(out / f"{kind}--chinese.png")


def _accept(folder: Path) -> int:
    build(write_sample(folder / "small"), folder / "site")
    shutil.rmtree(REFERENCES, ignore_errors=True)
    with browser() as started, served(folder / "site") as address:
        for view in VIEWS:
            kinds = {name: kind for name, kind in SAMPLE.items() if is_kept(name, view)}
            for name, picture in shoot(started, address, kinds, view, everywhere=True):
                pictures.keep_reference(picture, REFERENCES / f"{name}--{view}.png")
    kept = list(REFERENCES.glob("*.png"))
    kilobytes = sum(path.stat().st_size for path in kept) / 1000
    print(f"{len(kept)} references, {kilobytes:.0f} kB: {REFERENCES}")
    return 0


def _compare(old: Path, new: Path) -> int:
    changes = new / "changes"
    changes.mkdir()
    told: list[tuple[str, str]] = []
    for path in sorted(new.glob("*.png")):
        if not (old / path.name).is_file():
            told.append((path.stem, "new"))
            continue
        before, after = Image.open(old / path.name), Image.open(path)
        found = pictures.compare(pictures.reduce(before), after)
        if found.is_one:
            told.append((path.stem, found.text))
            before.save(changes / f"{path.stem}.old.png")
            pictures.mark(after, found).save(changes / f"{path.stem}.marked.png")
    gone = sorted({p.stem for p in old.glob("*.png")} - {p.stem for p in new.glob("*.png")})
    told += [(name, "gone") for name in gone]
    (new / "changes.html").write_text(changes_sheet(told), "utf-8")
    for name, text in told:
        print(f"{name}: {text}")
    print(f"{len(told)} changes: {new / 'changes.html'}")
    return 1 if told else 0


# --- sheets ---

HEAD: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{title}</title>
<style>
body {{ font: 14px system-ui; margin: 1rem; background: #eee }}
section {{ display: flex; gap: 1rem; align-items: start; overflow: auto }}
figure {{ margin: 0 0 1rem; background: #fff; padding: .5rem }}
img {{ max-width: 26rem; max-height: 34rem; display: block; border: 1px solid #ccc }}
</style>
<h1>{title}</h1>
"""


def _sheet(names: list[str]) -> str:
    kinds = dict.fromkeys(name.partition("--")[0] for name in names)
    rows = [
        f"<h2>{html.escape(kind)}</h2><section>"
        + "".join(_figure(f"{n}.png", n) for n in names if n.partition("--")[0] == kind)
        + "</section>"
        for kind in kinds
    ]
    return HEAD.format(title="Pages") + "\n".join(rows) + "\n"


def changes_sheet(told: list[tuple[str, str]]) -> str:
    """Old, new and difference of each page that looks different, side by side."""
    rows = []
    for name, text in told:
        shown = ""
        if text not in {"new", "gone"}:
            shown = "".join(
                _figure(source, word)
                for source, word in (
                    (f"changes/{name}.old.png", "old"),
                    (f"{name}.png", "new"),
                    (f"changes/{name}.marked.png", "difference"),
                )
            )
        rows.append(f"<h2>{html.escape(name)}</h2><p>{html.escape(text)}</p>")
        rows.append(f"<section>{shown}</section>")
    return HEAD.format(title="Pages that look different") + "\n".join(rows) + "\n"


def _figure(source: str, words: str) -> str:
    address = html.escape(source, quote=True)
    return (
        f'<figure><a href="{address}"><img src="{address}" alt="" loading="lazy"></a>'
        f"<figcaption>{html.escape(words)}</figcaption></figure>"
    )


if __name__ == "__main__":
    sys.exit(main())
