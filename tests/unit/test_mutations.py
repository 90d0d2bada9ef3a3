# The whole table takes a quarter of an hour and is run by hand: a defence that is moved or written
# anew would fall out of it unnoticed.
"""The table of defences that are switched off keeps up with the engine."""

from __future__ import annotations

from pathlib import Path

import mutations


def test_every_defence_of_the_table_is_there_once() -> None:
    assert [m["name"] for m in mutations.table() if not mutations.is_there(m)] == []


def test_a_defence_that_has_moved_is_missed(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("if wrong:", encoding="utf-8")
    one = {"file": "a.py", "old": "if wrong:"}
    assert mutations.is_there(one, tmp_path)
    assert not mutations.is_there(one | {"old": "if bad:"}, tmp_path)
    assert not mutations.is_there(one | {"file": "b.py"}, tmp_path)
