# Options are documented where they are defined; here stands what each of them does to a Config.
"""Settings of a site."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from silkline.config import OPTIONS, Config, load_config
from silkline.problems import render_text


def config_of(folder: Path, text: str) -> tuple[Config | None, str]:
    path = folder / "mkdocs.yml"
    path.write_text(text, encoding="utf-8")
    config, problems = load_config(path)
    return config, render_text(problems)


def sound(folder: Path, text: str) -> Config:
    config, told = config_of(folder, text)
    assert told == ""
    assert config is not None
    return config


def test_a_bare_entry_gives_the_defaults(tmp_path: Path) -> None:
    config = sound(tmp_path, "site_name: X\nplugins:\n  - search\n  - silkline\n")
    assert config.root == tmp_path
    assert config.packages_dir == tmp_path / "datapackages"
    assert config.notebooks_dir == tmp_path / "notebooks"
    assert config.cache_dir == tmp_path / ".silkline/cache"
    assert (config.docs_dir, config.site_dir) == (tmp_path / "docs", tmp_path / "site")
    assert (config.focus, config.peers, config.headlines) == ((), (), ())
    assert (config.notebook_timeout_s, config.theme_language) == (120, "en")


def test_every_option_is_read(tmp_path: Path) -> None:
    config = sound(
        tmp_path,
        "site_name: X\nsite_url: https://example.org/\nrepo_url: https://example.org/old\n"
        "theme: {name: material, language: zh}\n"
        "plugins:\n  - silkline:\n"
        "      focus: SWE\n      peers: [DNK, 'NO']\n"
        "      headlines: [{indicator: population, area: SWE}]\n"
        "      packages_dir: data/packages\n      notebooks_dir: stories\n"
        "      cache_dir: .cache\n      workers: 0\n      notebook_timeout_s: 60\n"
        "      map_notes: 2026.10\n      repository: https://example.org/new\n"
        "      security_contact: mailto:a@example.org\n      security_expires: 2027-06-30\n",
    )
    assert config.focus == ("SWE",)
    assert config.peers == ("DNK", "NO")
    assert config.headlines == (("population", "SWE"),)
    assert config.packages_dir == tmp_path / "data/packages"
    assert config.notebooks_dir == tmp_path / "stories"
    assert config.cache_dir == tmp_path / ".cache"
    assert (config.workers, config.notebook_timeout_s) == (0, 60)
    assert config.map_notes == "2026.10"
    assert config.security_contact == ("mailto:a@example.org",)
    assert config.security_expires == "2027-06-30"
    assert config.repository == "https://example.org/new"
    assert (config.site_url, config.theme_language) == ("https://example.org/", "zh")


def test_the_repository_is_that_of_mkdocs_unless_set(tmp_path: Path) -> None:
    text = "site_name: X\nrepo_url: https://example.org/old\nplugins: [silkline]\n"
    assert sound(tmp_path, text).repository == "https://example.org/old"


def test_variables_of_the_environment_are_looked_up_as_mkdocs_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_ADDRESS", "https://example.org/")
    text = (
        "site_name: !ENV [NO_SUCH_NAME, 'Fallback']\nsite_url: !ENV SITE_ADDRESS\n"
        "plugins: [silkline]\n"
    )
    config = sound(tmp_path, text)
    assert (config.site_name, config.site_url) == ("Fallback", "https://example.org/")


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    _, told = config_of(
        tmp_path,
        "plugins:\n  - silkline:\n      fokus: SWE\n      peers: 5\n      workers: many\n"
        "      headlines:\n        - {indicator: population}\n      cache_dir: /tmp\n",
    )
    assert told == (
        'mkdocs.yml:3:7: error CF006: silkline has no option "fokus"\n'
        "     3 |       fokus: SWE\n"
        "       |       ^\n"
        "  help: did you mean focus?\n"
        'mkdocs.yml:4:14: error CF007: "peers" must be a list of area codes\n'
        "     4 |       peers: 5\n"
        "       |              ^\n"
        "  help: give codes as text, such as `[DNK, SWE]`; put NO and the like in quotes.\n"
        'mkdocs.yml:7:11: error CF007: an entry of "headlines" must name an indicator and an area\n'
        "     7 |         - {indicator: population}\n"
        "       |           ^\n"
        "  help: write `- {indicator: ID, area: CODE}`.\n"
        'mkdocs.yml:8:18: error CF008: "cache_dir" must be a folder of the site\n'
        "     8 |       cache_dir: /tmp\n"
        "       |                  ^\n"
        "  help: give a folder inside the site, relative to mkdocs.yml, such as `datapackages`.\n"
        'mkdocs.yml:5:16: error CF009: "workers" must be a whole number from 0 to 256\n'
        "     5 |       workers: many\n"
        "       |                ^\n"
        "mkdocs.yml:1:1: error CF010: the site has no name\n"
        "     1 | plugins:\n"
        "       | ^\n"
        "  help: add `site_name: Name of the site` at the top."
    )


@pytest.mark.parametrize("folder", ["../x", "/x", "a/../../b", "a\\b", "", "a\tb", "[]", "~"])
def test_folders_stay_inside_the_site(folder: str, tmp_path: Path) -> None:
    text = f"site_name: X\nplugins:\n  - silkline:\n      packages_dir: '{folder}'\n"
    config, told = config_of(tmp_path, text)
    if folder in {"[]", "~"}:
        assert config is not None
        assert config.packages_dir == tmp_path / folder
    else:
        assert "CF008" in told


def test_every_option_is_documented_where_it_is_defined() -> None:
    source = Path(__file__).parents[2] / "src/silkline/config/settings.py"
    tree = ast.parse(source.read_text(encoding="utf-8"))
    body = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == "Config").body
    documented = [
        str(text.value.value)
        for text in body
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
    ]
    for option in OPTIONS:
        assert any(text.startswith(f"`{option}`: ") for text in documented), option


@pytest.mark.parametrize("name", ["ESTAT", "NSO.Trade", "a-b_9"])
def test_an_agency_has_the_id_that_it_is_known_by(tmp_path: Path, name: str) -> None:
    config, told = config_of(
        tmp_path, f"site_name: Test\nplugins:\n  - silkline:\n      agency: {name}\n"
    )
    assert (told, config.agency if config else None) == ("", name)


@pytest.mark.parametrize("name", ["9A", "A B", "A.", "[A]", "A:B"])
def test_an_id_that_no_agency_can_have_is_refused(tmp_path: Path, name: str) -> None:
    config, told = config_of(
        tmp_path, f"site_name: Test\nplugins:\n  - silkline:\n      agency: {name}\n"
    )
    assert 'mkdocs.yml:4:15: error CF007: "agency" must be the id of an agency\n' in told
    assert config is not None
    assert config.agency == ""
