"""The table of rules: known to the critic, to messages and to the documents."""

from __future__ import annotations

from pathlib import Path

from broadsheet.messages import CODES
from broadsheet.preflight.critic.reference import renewed
from broadsheet.preflight.critic.review import PAGE_RULES, STORY_RULES
from broadsheet.rules import LIMITS, RULES, Critic, Level, critic_of, settle

ROOT = Path(__file__).resolve().parents[3]


def test_every_rule_of_the_table_is_looked_for_and_no_other() -> None:
    assert sorted({**PAGE_RULES, **STORY_RULES}) == sorted(rule.name for rule in RULES)


def test_every_rule_has_a_sentence_and_a_code_of_its_own() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert all(code in CODES for code in codes)
    assert {code for code in CODES if code.startswith("C")} <= set(codes)


def test_the_document_has_the_tables_as_they_are_and_a_word_on_every_rule() -> None:
    text = (ROOT / "docs" / "critic.md").read_text("utf-8")
    assert renewed(text) == text, "run scripts/docs"
    assert all(f"**{rule.name}**" in text for rule in RULES)


def test_limits_lie_within_their_bounds() -> None:
    assert all(limit.low <= limit.default <= limit.high for limit in LIMITS)


def test_the_later_critic_wins_and_the_table_holds_elsewhere() -> None:
    sheet = critic_of(river=Level.OFF, gutter=Level.NOTE, river_lines=9)
    settled = settle(sheet, critic_of(river=Level.ERROR))
    assert (settled.levels["river"], settled.levels["gutter"]) == (Level.ERROR, Level.NOTE)
    assert settled.levels["collision"] is Level.WARNING
    assert (settled.limits["river_lines"], settled.limits["subhead_lines"]) == (9, 2)
    assert settle(Critic()) == settle()
