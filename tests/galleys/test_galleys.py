"""The galley cases: each a rule with its source, a paragraph, and the lines it must be set in."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from broadsheet.compose.firstfit import first_fit
from broadsheet.model.style import Kinsoku, Marks, Spacing
from broadsheet.text.setting import Settings
from unit.base.handset import EM, PLAIN, items_of

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a file."""

    heads: dict[str, str]
    text: str
    lines: tuple[str, ...]

    @property
    def spacing(self) -> Spacing:
        """PLAIN with the case's own fields."""
        given = dict(flag.split("=") for flag in self.heads.get("style", "").split())
        makers = {"marks": Marks, "kinsoku": Kinsoku, "trim_line_start": _flag, "trim_line_end": _flag}
        assert set(given) <= {field.name for field in fields(Spacing)}
        return replace(PLAIN, **{name: makers.get(name, int)(value) for name, value in given.items()})  # type: ignore[arg-type]


def _flag(value: str) -> bool:
    return {"0": False, "1": True}[value]


def _cases() -> list[ParameterSet]:
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        for block in re.split(r"^(?=# name )", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            case = _case(block)
            marks = [pytest.mark.xfail(reason=case.heads["xfail"])] if "xfail" in case.heads else []
            found.append(pytest.param(case, id=f"{path.stem}: {case.heads['name']}", marks=marks))
    return found


def _case(block: str) -> Case:
    given, _, output = block.partition("\n# output\n")
    heads, text = {}, []
    for line in given.split("\n"):
        if line.startswith("# "):
            name, _, value = line[2:].partition(" ")
            heads[name] = value
        else:
            text.append(line)
    return Case(heads, "".join(text), tuple(output.strip().split("\n")))


CASES = _cases()


@pytest.mark.parametrize("case", CASES)
def test_a_paragraph_is_set_as_its_rule_says(case: Case, setting: Settings) -> None:
    measure, indent = (round(float(case.heads.get(name, "0")) * EM) for name in ("measure", "indent"))
    items = items_of(case.text, setting, case.spacing)
    lines = first_fit(items, (measure - indent, measure), case.spacing)
    shown = []
    for line in lines:
        ending = f" {line.ending}" if line.ending in ("emergency", "overfull") else ""
        shown.append(items.text[line.start : line.end] + ("-" if line.hyphen else "") + "|" + ending)
    assert tuple(shown) == case.lines


@pytest.mark.parametrize("case", [param.values[0] for param in CASES], ids=[param.id for param in CASES])
def test_a_case_names_its_rule_and_source(case: Case) -> None:
    assert {"name", "source", "measure"} <= set(case.heads)
    assert set(case.heads) <= {"name", "source", "measure", "indent", "style", "xfail"}
    assert case.text
    assert all("|" in line for line in case.lines)
