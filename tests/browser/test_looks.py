# Small references of the small site's pages are committed: `make accept-screenshots` after a change
# that is meant. That the comparison is neither blind nor nervous is tested by breaking pages.
"""Pages look as they did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from PIL import Image

import pictures
import screenshots
from running import ROOT
from sample import write_sample
from serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from running import Command

pytestmark = pytest.mark.browser

REFERENCES: Final = screenshots.REFERENCES
FOUND: Final = ROOT / "test-results/looks"
MEANT: Final = f"{FOUND}/changes.html shows it; if it is meant: make accept-screenshots"

STYLE: Final = """style => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""

BROKEN: Final = {
    "the chart is empty": "figure.sk-chart svg :is(path, line, use) { visibility: hidden }",
    "the chart is gone": "figure.sk-chart svg, figure.sk-chart .live { visibility: hidden }",
    "margins are doubled": "h1, h2, h3, p, figure, table { margin-block: 3em }",
    "the table is gone": "table { visibility: hidden }",
    "letters are too large": "body { font-size: 130% } table, p { font-size: 120% }",
    "the columns are lost": "div, section, ul, dl { display: block !important }",
    "the paper is dark": "html, body { background: #777 !important }",
}

ALIKE: Final = {
    "letters are drawn a little heavier": "body { -webkit-text-stroke: .15px }",
    "everything is one pixel lower": "body { position: relative; top: 1px }",
    "colours are mixed a little otherwise": "html { filter: brightness(.99) }",
}


@pytest.fixture(scope="session")
def sample(silkline: Command, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the small site is served."""
    root = write_sample(tmp_path_factory.mktemp("sample") / "site")
    done = silkline("build", "--workers", "0", cwd=root)
    assert done.code == 0, done.out + done.err
    with served(root / "site") as address:
        yield address


@pytest.fixture(scope="session")
def shots(browser: Browser, sample: str) -> Mapping[str, Image.Image]:
    """Every picture that has a reference, by its name."""
    return {
        f"{name}--{view}": picture
        for view in screenshots.VIEWS
        for name, picture in screenshots.shoot(browser, sample, _kept(view), view, everywhere=True)
    }


def _kept(view: str) -> dict[str, screenshots.Kind]:
    return {n: kind for n, kind in screenshots.SAMPLE.items() if screenshots.is_kept(n, view)}


@pytest.fixture
def indicator(browser: Browser, sample: str) -> Iterator[Page]:
    """The page of an indicator, wide."""
    context = browser.new_context(reduced_motion="reduce", **screenshots.VIEWS["wide"])
    screenshots.leave_chinese_blank(context)
    page = context.new_page()
    screenshots.arrive(page, f"{sample}/{screenshots.SAMPLE['indicator'].path}")
    yield page
    context.close()


def seen(page: Page, before: Image.Image) -> str:
    """What a reader sees of a change of the page."""
    small = pictures.reduce(before)
    return pictures.compare(small, screenshots.take(page, screenshots.SAMPLE["indicator"])).text


def test_every_page_looks_as_its_reference(shots: Mapping[str, Image.Image]) -> None:
    told = []
    for name, picture in shots.items():
        reference = REFERENCES / f"{name}.png"
        if not reference.is_file():
            told.append((name, "new"))
            continue
        with Image.open(reference) as old:
            found = pictures.compare(old, picture)
        if found.is_one:
            told.append((name, found.text))
            _show(reference, picture, found)
    told += [(p.stem, "gone") for p in sorted(REFERENCES.glob("*.png")) if p.stem not in shots]
    if told:
        FOUND.mkdir(parents=True, exist_ok=True)
        (FOUND / "changes.html").write_text(screenshots.changes_sheet(told), "utf-8")
    assert told == [], MEANT


def _show(reference: Path, picture: Image.Image, found: pictures.Difference) -> None:
    changes = FOUND / "changes"
    changes.mkdir(parents=True, exist_ok=True)
    picture.save(FOUND / reference.name)
    pictures.mark(picture, found).save(changes / f"{reference.stem}.marked.png")
    with Image.open(reference) as old:
        large = old.resize((old.width * pictures.SCALE, old.height * pictures.SCALE))
        large.save(changes / f"{reference.stem}.old.png")


def test_the_references_are_light() -> None:
    sizes = [path.stat().st_size for path in REFERENCES.glob("*.png")]
    assert sum(sizes) < 500_000


@pytest.mark.parametrize("harm", BROKEN)
def test_what_is_broken_is_seen(
    shots: Mapping[str, Image.Image], indicator: Page, harm: str
) -> None:
    indicator.evaluate(STYLE, BROKEN[harm])
    assert seen(indicator, shots["indicator--wide"]) != ""


@pytest.mark.parametrize("change", ALIKE)
def test_what_another_browser_draws_otherwise_is_let_pass(
    shots: Mapping[str, Image.Image], indicator: Page, change: str
) -> None:
    indicator.evaluate(STYLE, ALIKE[change])
    assert seen(indicator, shots["indicator--wide"]) == ""


def test_a_page_without_its_styles_is_seen(
    shots: Mapping[str, Image.Image], open_page: Callable[..., Page], sample: str
) -> None:
    page = open_page("about:blank")
    page.route("**/site.css", lambda route: route.abort())
    screenshots.arrive(page, f"{sample}/{screenshots.SAMPLE['indicator'].path}")
    assert seen(page, shots["indicator--wide"]) != ""


def test_a_page_longer_by_a_paragraph_is_seen() -> None:
    old = Image.new("RGB", (320, 800), (250, 250, 250))
    new = Image.new("RGB", (320, 860), (250, 250, 250))
    assert pictures.compare(pictures.reduce(old), new).text == "+64 px in height"
    assert pictures.compare(pictures.reduce(old), old).text == ""
