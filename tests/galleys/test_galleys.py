"""The galley cases: each a rule with its source, a paragraph, and the lines it must be set in."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from broadsheet.compose.justify import adjust
from broadsheet.compose.paragraph import BREAKERS
from broadsheet.font.collection import Collection
from broadsheet.model.spacing import Hangul, Kinsoku, Marks, Side, Sign, Spacing
from broadsheet.model.style import Breaker, Language
from broadsheet.text.itemise import itemise
from broadsheet.text.items import Items
from broadsheet.text.names import Names
from broadsheet.text.setting import Settings
from unit.base.handset import EM, PLAIN, TEXT

FOLDER = Path(__file__).parent
HEADS = {
    "name", "source", "measure", "indent", "style", "xfail", "language", "breaker", "names", "sign", "show",
    "vertical",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a file."""

    heads: dict[str, str]
    text: str
    lines: tuple[str, ...]

    @property
    def spacing(self) -> Spacing:
        """PLAIN with the case's own fields."""
        given = _given(self.heads.get("style", ""))
        assert set(given) <= {field.name for field in fields(Spacing)}
        made = {name: _MAKERS.get(name, int)(value) for name, value in given.items()}
        signs = [(mark, _sign(said)) for mark, said in _given(self.heads.get("sign", "")).items()]
        return replace(PLAIN, **made, signs=tuple(sorted(signs)))  # type: ignore[arg-type]

    def items(self, collection: Collection) -> Items:
        """The paragraph's items, in the case's language and with its house list."""
        style = replace(TEXT, language=Language(self.heads.get("language", "zh-Hans")))
        if "vertical" in self.heads:
            style = replace(style, vertical=True, level=int(self.heads["vertical"]))
        setting = Settings(collection, Names(self.heads.get("names", "").split())).of(style)
        return itemise([(self.text, setting)], self.spacing)


def _given(flags: str) -> dict[str, str]:
    return dict(flag.split("=") for flag in flags.split())


def _sign(said: str) -> Sign:
    """``width:1000,line_start:1`` as a Sign."""
    makers = {"width": int, "least": int, "side": Side}
    given = dict(part.split(":") for part in said.split(","))
    return Sign(**{name: makers.get(name, _flag)(value) for name, value in given.items()})  # type: ignore[arg-type]


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


_MAKERS = {
    "marks": Marks, "kinsoku": Kinsoku, "hangul": Hangul,
    "trim_line_start": _flag, "trim_line_end": _flag, "hang": _flag,
}  # fmt: skip

CASES = _cases()


@pytest.mark.parametrize("case", CASES)
def test_a_paragraph_is_set_as_its_rule_says(case: Case, setting: Settings) -> None:
    measure, indent = (round(float(case.heads.get(name, "0")) * EM) for name in ("measure", "indent"))
    items = case.items(setting.collection)
    breaker = BREAKERS[Breaker(case.heads.get("breaker", "first-fit"))]
    lines = breaker(items, (measure - indent, measure), case.spacing)
    shown = []
    for line in lines:
        ending = f" {line.ending}" if line.ending in ("emergency", "overfull") else ""
        gives = adjust(items, line) if "show" in case.heads and line.ending != "last" else {}
        text = "".join(
            _shown_give(gives.get(place, 0)) + items.text[place] for place in range(line.start, line.end)
        )
        shown.append(text + ("-" if line.hyphen else "") + "|" + ending)
    assert tuple(shown) == case.lines


def _shown_give(amount: int) -> str:
    """What the gap before a character gives or takes, per mille of an em."""
    return f"{{{amount * 1000 / EM:+g}}}" if amount else ""


@pytest.mark.parametrize("case", [param.values[0] for param in CASES], ids=[param.id for param in CASES])
def test_a_case_names_its_rule_and_source(case: Case) -> None:
    assert {"name", "source", "measure"} <= set(case.heads)
    assert set(case.heads) <= HEADS
    assert case.text
    assert all("|" in line for line in case.lines)
