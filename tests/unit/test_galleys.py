"""Galleys from Python."""

from __future__ import annotations

from broadsheet import galley


def test_a_galley_joins_lines_as_copy_is() -> None:
    (line,) = galley("café \n noir\n江面\nC919", measure="50em").lines
    assert line.text == "café noir江面C919"
