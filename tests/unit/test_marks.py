# Positions are promises: an author goes to the line that a message names.
"""JSON and YAML with positions."""

from __future__ import annotations

from pathlib import Path

import pytest

from silkline.marks import Marked, Tagged, read_json, read_yaml, show, suggest
from silkline.problems import SilklineError, render_text


def json_of(folder: Path, text: str) -> Marked:
    (folder / "a.json").write_bytes(text.encode())
    return read_json(folder / "a.json", folder)


def yaml_of(folder: Path, text: str) -> Marked:
    (folder / "a.yml").write_bytes(text.encode())
    return read_yaml(folder / "a.yml", folder)


def refusal(folder: Path, text: str, *, yaml: bool = False) -> str:
    with pytest.raises(SilklineError) as stopped:
        (yaml_of if yaml else json_of)(folder, text)
    return render_text(stopped.value.problems)


def test_values_of_json_are_plain_python(tmp_path: Path) -> None:
    marked = json_of(tmp_path, '{"a": [1, -2.5e3, "\\u00e9\\n", true, false, null, {}, []]}')
    assert marked.value == {"a": [1, -2500.0, "é\n", True, False, None, {}, []]}


def test_a_pointer_leads_to_line_and_column_of_the_value_and_of_its_key(tmp_path: Path) -> None:
    marked = json_of(tmp_path, '{\n  "a": {"b": [10,\n    20]}\n}\n')
    assert str(marked.where("a", "b", 1)) == "a.json:3:5"
    assert str(marked.where_key("a", "b")) == "a.json:2:9"
    assert marked.where("a", "b", 1).field == "/a/b/1"


def test_a_pointer_to_nothing_leads_to_the_nearest_parent(tmp_path: Path) -> None:
    marked = json_of(tmp_path, '{\n  "a": {"b": 1}\n}\n')
    assert str(marked.where("a", "c", "d")) == "a.json:2:8"
    assert str(marked.where_key("a", "c")) == "a.json:2:8"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"a": 1,}', 'a.json:1:8: error DP003: there is a comma before the closing "}"'),
        ("[1,]", 'a.json:1:3: error DP003: there is a comma before the closing "]"'),
        ("[1 2]", 'a.json:1:4: error DP003: a comma or "]" is missing here'),
        ('{"a" 1}', 'a.json:1:6: error DP003: a colon is missing after "a"'),
        ("{a: 1}", "a.json:1:2: error DP003: a name in double quotes is missing here"),
        ("[NaN]", "a.json:1:2: error DP003: NaN is not a JSON value"),
        ("[-Infinity]", "a.json:1:2: error DP003: -Infinity is not a JSON value"),
        ("[01]", 'a.json:1:3: error DP003: a comma or "]" is missing here'),
        ("[1e999]", "a.json:1:2: error DP003: this number is too large to be kept exactly"),
        ('"a', "a.json:1:1: error DP003: a text that begins here has no closing quote"),
        ('"\\x"', "a.json:1:2: error DP003: a text holds an escape that JSON does not know"),
        ('"a\nb"', "a.json:1:3: error DP003: a text holds a line break or control character"),
        ('"\\ud800"', "a.json:1:1: error DP003: the text holds half of a surrogate pair"),
        ("", "a.json:1:1: error DP003: the file ends too early"),
        ("{} {}", "a.json:1:4: error DP003: there is more text after the end of the JSON value"),
        ("[" * 100_000, "a.json:1:102: error DP003: values are nested more than 100 levels deep"),
        ("\ufeff{}", "a.json:1:1: error DP002: the file begins with a byte order mark (BOM)"),
    ],
)
def test_json_that_programs_read_in_two_ways_is_refused(
    text: str, told: str, tmp_path: Path
) -> None:
    assert refusal(tmp_path, text).startswith(told)


def test_a_missing_comma_is_looked_for_where_it_is_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path, '{"a": 1\n "b": 2}').endswith(
        "  help: put a comma at the end of the entry above."
    )
    assert "help:" not in refusal(tmp_path, '{"a": 1 "b": 2}')
    assert "help:" not in refusal(tmp_path, '{"a": 1\n')


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "=======", ">>>>>>> theirs"])
def test_what_git_left_is_called_by_its_name(mark: str, tmp_path: Path) -> None:
    told = (
        "Git left a mark here where two changes met\n"
        f"     2 | {mark}\n"
        "       | ^\n"
        "  help: keep the right lines between <<<<<<< and >>>>>>>, and delete the three marks."
    )
    assert refusal(tmp_path, f'{{"a": 1,\n{mark}\n"b": 2}}') == f"a.json:2:1: error DP003: {told}"
    found = refusal(tmp_path, f"a: 1\n{mark}\nb: 2\n", yaml=True)
    assert found == f"a.yml:2:1: error CF003: {told}"


def test_every_repeated_name_is_told_with_the_line_of_the_first(tmp_path: Path) -> None:
    assert refusal(tmp_path, '{"a": 1,\n "a": 2,\n "a": 3}') == (
        'a.json:2:2: error DP004: "a" is given twice in the same object, first on line 1\n'
        '     2 |  "a": 2,\n'
        "       |  ^\n"
        "  help: keep one of the two and remove the other.\n"
        'a.json:3:2: error DP004: "a" is given twice in the same object, first on line 1\n'
        '     3 |  "a": 3}\n'
        "       |  ^\n"
        "  help: keep one of the two and remove the other."
    )


def test_bytes_that_are_not_utf8_are_told_with_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b'{"a":\n "\xc3\xa9\xff"}')
    with pytest.raises(SilklineError) as stopped:
        read_json(tmp_path / "a.json", tmp_path, family="NB")
    assert str(stopped.value.problems[0].where) == "a.json:2:4"
    assert stopped.value.problems[0].code == "NB002"


def test_yaml_tags_are_told_and_not_obeyed(tmp_path: Path) -> None:
    marked = yaml_of(tmp_path, "a: !ENV [HOME, x]\nb: !!python/name:os.system\nc: !!str 3\n")
    assert marked.value == {
        "a": Tagged(tag="!ENV", value=["HOME", "x"]),
        "b": Tagged(tag="tag:yaml.org,2002:python/name:os.system", value=""),
        "c": "3",
    }


def test_yaml_has_positions_of_keys_values_and_list_entries(tmp_path: Path) -> None:
    marked = yaml_of(tmp_path, "plugins:\n  - search\n  - silkline:\n      focus: [A, B]\n")
    assert str(marked.where("plugins", 1, "silkline", "focus", 1)) == "a.yml:4:18"
    assert str(marked.where_key("plugins", 1, "silkline", "focus")) == "a.yml:4:7"


def test_an_alias_is_its_anchor_once_more_however_often(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
    )
    assert yaml_of(tmp_path, bomb).value["a1"] == [["x"]] * 9


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\na: 2\n", 'a.yml:2:1: error CF004: "a" is given twice in the same object'),
        ("&a [*a]", "a.yml:1:5: error CF003: the alias *a has no anchor before it"),
        ("[" * 5000, "a.yml:1:101: error CF003: values are nested more than 100 levels deep"),
        ("a\n---\nb", "a.yml:2:1: error CF003: a second YAML document begins here"),
        ("? [a]\n: b", "a.yml:1:3: error CF003: a key must be plain text"),
        ("a: \x07", "a.yml:1:4: error CF003: this is not valid YAML: a character that YAML"),
    ],
)
def test_yaml_that_cannot_be_trusted_is_refused(text: str, told: str, tmp_path: Path) -> None:
    assert refusal(tmp_path, text, yaml=True).startswith(told)


def test_a_value_is_shown_short_and_on_one_line() -> None:
    assert show("a\nb\x1b") == '"a\\u000ab\\u001b"'
    assert show("x" * 200) == f'"{"x" * 79}…"'


def test_the_nearest_choice_is_suggested_whatever_its_case() -> None:
    assert suggest("dnk", ["SWE", "DNK"]) == "did you mean DNK?"
    assert suggest("zzz", ["SWE", "DNK"]) == ""
