# The built front end must follow its inputs, hold nothing of the machine that built it, and stay
# small.
"""Tests of the build hook, of what it builds, and of the frame of the pages."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import importlib.util
import json
import re
import shutil
import string
import sys
from io import BytesIO
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, Final

import jinja2
import pytest
from PIL import ImageFont

from silkline.plugin.additions import first_script, first_styles
from silkline.plugin.policy import headers_file, page_policy

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "src/silkline/static"
THEME = ROOT / "src/silkline/theme"


def load_hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["hatch_build"] = module
    spec.loader.exec_module(module)
    return module


hook = load_hook()


@pytest.fixture(scope="module")
def static() -> Path:
    """The built front end, built now if it is not current."""
    hook.build_frontend(ROOT)
    return STATIC


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The inputs of the build without the packages, in a folder of their own."""
    ignored = shutil.ignore_patterns("node_modules", "test")
    shutil.copytree(FRONTEND, tmp_path / "frontend", ignore=ignored)
    (tmp_path / "src/silkline/static").mkdir(parents=True)
    return tmp_path


def stamp(tree: Path) -> None:
    digest = hook.inputs_digest(tree / "frontend")
    (tree / "src/silkline/static" / hook.STAMP).write_text(digest + "\n", "utf-8")


# --- When it is built ---


def test_a_folder_without_a_stamp_is_not_current(tree: Path) -> None:
    assert not hook.is_current(tree)


def test_a_stamped_folder_is_current_until_an_input_changes(tree: Path) -> None:
    stamp(tree)
    assert hook.is_current(tree)
    (tree / "frontend/src/css/tokens.css").write_text(":root{}", "utf-8")
    assert not hook.is_current(tree)


def test_a_renamed_input_is_a_change(tree: Path) -> None:
    stamp(tree)
    (tree / "frontend/src/sort.ts").rename(tree / "frontend/src/order.ts")
    assert not hook.is_current(tree)


def test_a_current_folder_is_not_built_again(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp(tree)
    monkeypatch.setattr(hook, "run_node", lambda *_: pytest.fail("node was called"))
    assert hook.build_frontend(tree) is False


def test_packages_are_installed_from_the_lock_without_their_scripts(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(hook, "run_node", lambda _, *words: calls.append(words))
    assert hook.build_frontend(tree) is True
    assert calls == [
        ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"),
        ("node", "build.mjs"),
    ]
    assert hook.is_current(tree)


def test_a_failed_build_leaves_no_stamp(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook, "is_installed", lambda _: True)
    (tree / "frontend/build.mjs").write_text("process.exit(3)", "utf-8")
    with pytest.raises(SystemExit) as stopped:
        hook.build_frontend(tree)
    assert stopped.value.code == "building the front end: node build.mjs ended with 3"
    assert not hook.is_current(tree)


def test_the_lock_names_no_registry_and_every_version_is_pinned() -> None:
    lock = (FRONTEND / "package-lock.json").read_text("utf-8")
    assert "resolved" not in lock
    packages: dict[str, Any] = json.loads(lock)["packages"]
    assert all("integrity" in entry for name, entry in packages.items() if name)
    manifest = json.loads((FRONTEND / "package.json").read_text("utf-8"))
    versions = {**manifest["dependencies"], **manifest["devDependencies"]}
    assert [v for v in versions.values() if not re.fullmatch(r"\d+\.\d+\.\d+", v)] == []


# --- What it builds ---


def test_everything_that_the_pages_ask_for_is_built(static: Path) -> None:
    found = {p.relative_to(static).as_posix() for p in static.rglob("*") if p.is_file()}
    assert found == {
        hook.STAMP,
        "LICENSES.txt",
        "chart.js",
        "beside.js",
        "actions.js",
        "comparison.js",
        "economy.js",
        "evidence.js",
        "first.css",
        "first.js",
        "fonts.css",
        "fonts/source-sans-3-latin-ext.woff2",
        "fonts/source-sans-3-latin-italic.woff2",
        "fonts/source-sans-3-latin.woff2",
        "fonts/source-serif-4-latin-ext.woff2",
        "fonts/source-serif-4-latin.woff2",
        "icon.svg",
        "ranking.js",
        "reader.js",
        "search.js",
        "site.css",
        "site.js",
    }


@pytest.mark.parametrize(
    ("name", "most_bytes"),
    [
        ("first.js", 29_000),
        ("site.css", 16_000),
        ("first.css", 4_500),
        ("fonts.css", 1_000),
        ("site.js", 8_000),
        ("search.js", 14_000),
        ("chart.js", 200_000),
        ("reader.js", 4_000),
        ("comparison.js", 24_000),
        ("economy.js", 10_000),
        ("evidence.js", 6_000),
    ],
)
def test_files_stay_small_as_they_travel(static: Path, name: str, most_bytes: int) -> None:
    assert len(gzip.compress((static / name).read_bytes(), 9, mtime=0)) <= most_bytes


def test_nothing_built_names_this_machine_or_another_host(static: Path) -> None:
    for path in static.glob("*.[cj]s*"):
        text = path.read_text("utf-8")
        assert str(ROOT) not in text
        assert set(re.findall(r"https?://[\w.]+", text)) <= {"http://www.w3.org"}, path.name


def test_styles_ask_only_for_fonts_that_are_there(static: Path) -> None:
    asked = re.findall(r"url\(\"?([^)\"]+)\"?\)", (static / "fonts.css").read_text("utf-8"))
    assert len(asked) == 6
    assert [one for one in asked if not (static / one).is_file()] == []


def test_no_typeface_has_two_pieces_of_one_style(static: Path) -> None:
    # Chromium asks the system for a stand-in, at each size and weight, for a piece not loaded.
    faces = re.findall(r"@font-face\{([^}]*)\}", (static / "fonts.css").read_text("utf-8"))
    keys = [re.findall(r"font-(?:family|style|weight):([^;]*)", face) for face in faces]
    assert len(faces) == 10
    assert sorted(map(tuple, keys)) == sorted({tuple(key) for key in keys})


def test_licences_of_what_is_inside_are_shipped(static: Path) -> None:
    text = (static / "LICENSES.txt").read_text("utf-8")
    for name in ("vega-view", "vega-interpreter", "d3-dsv"):
        assert re.search(rf"^{name} \d", text, re.MULTILINE), name
    assert "SIL OPEN FONT LICENSE" in text.upper()


# --- Its own tests ---


def run_in_frontend(*arguments: str) -> None:
    hook.install_packages(FRONTEND)
    hook.run_node(FRONTEND, "node", *arguments)


def test_the_scripts_pass_their_tests() -> None:
    run_in_frontend("--disallow-code-generation-from-strings", "--test", "--test-reporter=dot")


def test_the_scripts_pass_the_type_checker() -> None:
    run_in_frontend("node_modules/typescript/bin/tsc", "--noEmit")


# --- The frame ---

HOSTILE = '"><script>window.P=1</script><img src=x onerror=alert(1)>'
BASE = """<html><head>{% block site_meta %}{% endblock %}{% block htmltitle %}{% endblock %}
{% block styles %}{% endblock %}{% block fonts %}{% endblock %}{% block extrahead %}{% endblock %}
</head><body>{% block header %}{% endblock %}<main>{% block container %}
{% block content %}{% endblock %}{% endblock %}</main>{% block footer %}{% endblock %}
{% block scripts %}{% endblock %}</body>"""


def frame(
    page: object,
    *,
    nav: tuple[object, ...] = (),
    words: str = "",
    made: frozenset[str] = frozenset(),
    filled: frozenset[str] = frozenset(),
    policed: bool = True,
    **config: object,
) -> str:
    """A page in the frame, on a base with Material's blocks and as little escaping as MkDocs."""
    loader = jinja2.ChoiceLoader(
        [jinja2.DictLoader({"base.html": BASE}), jinja2.FileSystemLoader(THEME)]
    )
    env = jinja2.Environment(loader=loader, autoescape=False)
    env.filters["url"] = lambda address: address
    own = {"m": lambda key, **_: words or key, "release": words, "made": made, "filled": filled}
    own["first"], script = first_script()
    own["first_styles"], style = first_styles()
    own["policy"] = page_policy(script, style) if policed else ""
    env.globals["silkline"] = own
    settings = {
        "site_name": "Some Site",
        "site_description": "",
        "copyright": "",
        "repo_url": "",
        "extra": {},
        "theme": {"language": "en"},
    }
    context = {"page": page, "nav": nav, "base_url": ".", "config": settings | config}
    return env.get_template("main.html").render(context)


def make_page(**values: object) -> SimpleNamespace:
    plain: dict[str, object] = {
        "title": "A title",
        "meta": {},
        "url": "a/",
        "content": "<p>Text</p>",
        "toc": [],
        "ancestors": [],
        "canonical_url": None,
        "is_homepage": False,
        "active": True,
        "children": None,
    }
    return SimpleNamespace(**(plain | values))


def test_the_one_script_in_a_page_is_the_one_that_the_policy_names() -> None:
    document = frame(make_page())
    policy = re.search(r"script-src ([^;]*);", html.unescape(document))
    scripts = re.findall(r"<script>(.*?)</script>", document, re.DOTALL)
    assert policy
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert policy[1] == f"'self' 'sha256-{digest}'"


def test_a_page_that_asks_for_the_styles_itself_has_those_of_its_first_view_by_digest() -> None:
    sheet = '<link rel="stylesheet" href="assets/silkline/site.css">'
    document = frame(make_page(content=f'<div class="sk sk-indicator"><h1>A</h1>{sheet}</div>'))
    styles = re.findall(r"<style>(.*?)</style>", document, re.DOTALL)
    assert len(styles) == 1
    digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
    assert f"style-src 'self' 'sha256-{digest}';" in html.unescape(document)
    assert "url(../../assets/silkline/fonts/source-sans-3-latin.woff2)" in styles[0]
    assert ".sk-chart{" in styles[0]
    assert ".cov" not in styles[0]
    assert "@media print" not in styles[0]
    assert document.count(sheet) == 1
    assert document.index("<h1") < document.index(sheet)


def test_typefaces_come_behind_what_programs_read_and_the_script_of_an_early_page_last() -> None:
    sheet = '<link rel="stylesheet" href="assets/silkline/site.css">'
    script = '<script type="module" src="assets/silkline/site.js"></script>'
    early = frame(make_page(content=f'<div class="sk sk-indicator"><h1>A</h1>{sheet}</div>'))
    other = frame(make_page(content="<p>Text</p>"))
    for document in (early, other):
        first = document.index(f"<script>{first_script()[0]}</script>")
        assert document.index("</title>") < first < document.index("</head>")
        assert max(m.start() for m in re.finditer("<meta ", document)) < first
        assert first < document.index("<style>" if document is early else sheet)
        (unscripted,) = re.findall("<noscript>(.*?)</noscript>", document, re.DOTALL)
        assert unscripted.count('as="font"') == document.count('as="font"') == 2
        assert document.index("Content-Security-Policy") < document.index("<noscript>") < first
        assert document.count(script) == 1
    assert early.index(script) > early.index(sheet)
    assert re.search(rf"{re.escape(script)}\s*</body>", early)
    assert other.index(script) < other.index("<body")


SIGNS: Final = f"{string.printable[:95]}\u00a0·×éü\u202f–—‘’“”…›↑↓−"
LETTERS: Final = {
    "Silkline Sans Letters": ("Regular", "source-sans-3-latin.woff2"),
    "Silkline Serif Letters": ("SemiBold", "source-serif-4-latin.woff2"),
}


def test_the_signs_within_a_page_are_those_of_the_typefaces_under_names_of_their_own() -> None:
    found = re.findall(r'\{family:"([^"]*)",weight:"[^"]*",data:"([^"]*)"\}', first_script()[0])
    assert [family for family, _ in found] == list(LETTERS)
    for family, data in found:
        name, file = LETTERS[family]
        part = ImageFont.truetype(BytesIO(base64.b64decode(data)), 1000)
        whole = ImageFont.truetype(STATIC / "fonts" / file, 1000)
        assert part.getname() == (family, name)
        for text in (*SIGNS, "Te Yo AV", "efficient"):
            assert part.getlength(text) == whole.getlength(text), text
            assert part.getbbox(text) == whole.getbbox(text), text
        assert part.getbbox("ł") == part.getbbox("ж"), "there is no sign for these"


def test_a_written_page_cannot_put_off_the_styles() -> None:
    sheet = '<link rel="stylesheet" href="assets/silkline/site.css">'
    document = frame(make_page(content=f"<p>Text</p>{sheet}"))
    assert document.index(sheet) < document.index("<body")
    assert "<style" not in document


def test_hostile_words_in_settings_titles_and_navigation_come_out_as_text() -> None:
    heading = SimpleNamespace(title=HOSTILE, url="#a", level=2, children=[])
    page = make_page(
        title=HOSTILE,
        meta={
            "title": HOSTILE,
            "description": HOSTILE,
            "jsonld": {"name": HOSTILE},
            "describedby": [{"href": HOSTILE, "type": HOSTILE}],
        },
        toc=[heading] * 4,
        ancestors=[make_page(title=HOSTILE)],
        canonical_url=HOSTILE,
    )
    html = frame(
        page,
        nav=(make_page(title=HOSTILE, url=HOSTILE),),
        words=HOSTILE.replace("{", ""),
        site_name=HOSTILE,
        repo_url=HOSTILE,
        copyright=HOSTILE,
        extra={
            "search_invite": HOSTILE,
            "search_page": HOSTILE,
            "footer": [{"title": HOSTILE, "links": [{"title": HOSTILE, "href": HOSTILE}]}],
            "alternate": [{"link": HOSTILE, "lang": HOSTILE, "name": HOSTILE}],
        },
    )
    assert "<script>window" not in html
    assert "<img" not in html


def test_no_style_and_no_other_script_stands_in_the_page_itself() -> None:
    document = frame(make_page())
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", document, re.DOTALL)
    assert [body for _, body in scripts] == [first_script()[0], ""]
    assert "<style" not in document
    assert " style=" not in document
    assert not re.search(r"\son\w+=", document)


def test_the_policy_comes_before_everything_that_loads_and_can_be_switched_off() -> None:
    html = frame(make_page())
    assert "unsafe-eval" not in html
    assert html.index("Content-Security-Policy") < html.index("<link")
    assert html.index("Content-Security-Policy") < html.index("<script")
    assert "Content-Security-Policy" not in frame(make_page(), policed=False)


def test_hosts_that_send_headers_send_the_policy_of_the_pages() -> None:
    assert (
        headers_file("sha256-abc=", "sha256-def=").decode()
        == """/*
  Content-Security-Policy: default-src 'none'; script-src 'self' 'sha256-abc='; style-src 'self' \
'sha256-def='; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; \
connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; \
frame-src 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()
  Cross-Origin-Opener-Policy: same-origin

/data/*
  Access-Control-Allow-Origin: *
"""
    )


def test_a_generated_page_brings_its_own_heading_and_a_written_one_gets_column_and_crumbs() -> None:
    generated = frame(make_page(content='<div class="sk sk-list"><h1>Own</h1></div>'))
    written = frame(make_page(content="<p>Text</p>"))
    assert generated.count("<h1") == 1
    assert 'class="prose"' not in generated
    assert "<h1>A title</h1>" in written
    assert 'class="prose"' in written
    assert 'class="crumb"' in written


def test_a_written_page_keeps_its_own_heading() -> None:
    html = frame(make_page(content='<h1 id="x">Mine</h1>'))
    assert re.findall(r"<h1[^>]*>", html) == ['<h1 id="x">']


def test_the_navigation_marks_the_page_and_the_section_that_it_lies_in() -> None:
    topics = make_page(title="Topics", url="topics/", active=False)
    data = make_page(title="Data", url="data/", active=False)
    here = frame(make_page(url="topics/"), nav=(topics, data))
    within = frame(make_page(url="topics/services/"), nav=(topics, data))
    assert '<a href="topics/" aria-current="page">Topics</a><a href="data/">Data</a>' in here
    assert '<a href="topics/" aria-current="true">Topics</a><a href="data/">Data</a>' in within


@pytest.mark.parametrize(
    ("kind", "marked"),
    [("entry", "registers/"), ("glossary", "registers/"), ("indicator", "topics/")],
)
def test_a_page_marks_the_list_that_its_kind_is_reached_from(kind: str, marked: str) -> None:
    nav = tuple(make_page(title=x, url=f"{x}/", active=False) for x in ("topics", "registers"))
    page = make_page(url="zones/qianhai/", content=f'<div class="sk sk-{kind}">\n<h1>x</h1></div>')
    found = re.findall(r'<a href="([^"]*)" aria-current="true">', frame(page, nav=nav))
    assert set(found) == {marked}


def test_a_list_without_a_place_in_the_navigation_marks_what_it_belongs_to() -> None:
    nav = tuple(make_page(title=x, url=f"{x}/", active=False) for x in ("topics", "data"))
    page = make_page(url="sources/", content='<div class="sk sk-list">\n<h1>x</h1></div>')
    found = re.findall(r'<a href="([^"]*)" aria-current="true">', frame(page, nav=nav))
    assert set(found) == {"data/"}


def test_the_foot_leads_to_registers_where_there_are_any() -> None:
    page = make_page()
    assert 'href="registers/"' not in frame(page)
    filled = frozenset({"indicators/", "compare/"})
    html = frame(page, made=frozenset({"registers/", "glossary/"}), filled=filled)
    assert 'href="economies/"' not in html  # a list that is empty is not led to
    assert (
        '<li><a href="compare/">compare.title</a></li><li><a href="registers/">registers.title</a>'
        '</li><li><a href="glossary/">glossary.title</a></li></ul>'
    ) in html


def test_a_section_of_the_navigation_stands_for_its_first_page() -> None:
    first = make_page(title="How", url="methods/")
    section = SimpleNamespace(title="Methods", children=[first], active=True, is_homepage=False)
    html = frame(make_page(url="methods/b/"), nav=(section,))
    assert '<a href="methods/" aria-current="true">Methods</a>' in html


def test_every_word_of_the_frame_is_in_both_catalogues() -> None:
    from silkline.messages import messages

    sources = "".join(p.read_text("utf-8") for p in THEME.rglob("*.html"))
    keys = set(re.findall(r"\bm\(['\"]([\w.]+)['\"]", sources))
    keys |= set(re.findall(r"silkline\.m\(['\"]([\w.]+)['\"]", sources))
    assert len(keys) > 40
    for language in ("en", "zh"):
        catalogue = messages(language)
        assert sorted(key for key in keys if not catalogue.has(key)) == []


def test_the_page_for_a_missing_address_renders_without_a_page() -> None:
    html = frame(None)
    assert "<title>frame.missing – Some Site</title>" in html
