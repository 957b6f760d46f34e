"""docs/line-breaking.md is up to date, and each of our differences from UAX #14 has a written reason."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from build_line_breaking import TEMPLATE, differences, document, sample, texts
from line_break_reasons import REASONS, reason_of

from broadsheet.model.spacing import Hangul, Kinsoku
from broadsheet.model.style import Language
from broadsheet.text.language import Tailoring

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_current() -> None:
    assert (ROOT / "docs" / "line-breaking.md").read_text("utf-8") == document(), "run scripts/docs"


@pytest.mark.parametrize(
    "tailoring",
    [
        *(Tailoring(*both) for both in product(Language, Kinsoku) if both[1] is not Kinsoku.GB),
        Tailoring(Language.KO, hangul=Hangul.ANYWHERE),
    ],
    ids=lambda each: f"{each.language.value}-{each.level.value}-{each.hangul.value}",
)
def test_every_difference_has_a_reason(tailoring: Tailoring) -> None:
    """The page is made at the level of GB, and not without a reason for each."""
    pairs = ("".join(pair) for pair in product(sample(), repeat=2))
    unexplained = [found for found in differences([tailoring], pairs) if reason_of(found) is None]
    assert unexplained == []


def test_every_reason_is_written_once() -> None:
    """What only the loose levels change is told in the head, without a table."""
    written = re.findall("<!-- (.*?) -->", TEMPLATE.read_text("utf-8"))
    assert sorted(written) == sorted(reason.key for reason in REASONS if reason.key != "loose levels")


def test_a_difference_without_a_reason_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    for position, reason in enumerate(REASONS):
        if reason.key == "quotes":
            left = REASONS[:position] + REASONS[position + 1 :]
            monkeypatch.setattr("line_break_reasons.REASONS", left)
    with pytest.raises(ValueError, match="no reason for"):
        document()


def test_the_sample_has_what_papers_are_made_of() -> None:
    assert set("中A1（）。，“”—…·％～￥ ") <= set(sample())
    assert len(set(texts())) > 50_000
