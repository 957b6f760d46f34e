"""Decisions about pages: read with their places, weighed against what differs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from broadsheet.cli import main
from broadsheet.diagnostics import BroadsheetError
from broadsheet.diff.decided import settle
from broadsheet.model.decision import Decision, Ruling
from broadsheet.readers.decisions import read_decisions
from unit.diff.newspage import FERRY, FOG, block, edition, page, written


def decided(ruling: Ruling, change: str = "") -> dict[int, Decision]:
    return {1: Decision(1, ruling, "why", change)}


@pytest.mark.parametrize(
    ("decisions", "still", "ruling"),
    [
        ({}, (1,), ""),
        (decided(Ruling.EXPECTED), (), "expected"),
        (decided(Ruling.EXPECTED, "abc"), (), "expected"),
        (decided(Ruling.EXPECTED, "other"), (1,), ""),
        (decided(Ruling.SKIP), (), "skip"),
        (decided(Ruling.SKIP, "other"), (), "skip"),
        (decided(Ruling.REGRESSION, "abc"), (1,), "regression"),
        ({2: Decision(2, Ruling.EXPECTED, "why")}, (1,), ""),
    ],
)
def test_a_decision_holds_for_the_change_that_it_was_made_about(
    decisions: dict[int, Decision], still: tuple[int, ...], ruling: str
) -> None:
    found = settle({1: "abc"}, decisions)
    assert found.open == still
    assert found.rulings[1][0] == ruling


def test_a_number_that_no_page_has_is_refused(tmp_path: Path) -> None:
    """Python itself refuses to read one of more than 4300 digits."""
    path = tmp_path / "a.yaml"
    path.write_text(f"pages:\n  ? {'1' * 5000}\n  : {{decision: skip, reason: x}}\n", "utf-8")
    with pytest.raises(BroadsheetError) as caught:
        read_decisions(path)
    assert [item.code for item in caught.value.diagnostics] == ["E113"]


def test_a_stale_decision_says_so() -> None:
    found = settle({1: "abc"}, decided(Ruling.EXPECTED, "other"))
    assert found.told() == {1: "expected was decided of another change (other); this one is abc"}


def test_yaml_and_json_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("pages:\n  1: {decision: expected, reason: 改题, change: 12}\n", "utf-8")
    whole = {"pages": {"1": {"decision": "expected", "reason": "改题", "change": "12"}}}
    (tmp_path / "a.json").write_text(json.dumps(whole), "utf-8")
    found = [read_decisions(tmp_path / name)[1] for name in ("a.yaml", "a.json")]
    for each in found:
        assert (each.ruling, each.reason, each.change) == (Ruling.EXPECTED, "改题", "12")


def test_all_that_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("pages:\n  1: {decision: fine, reason: x}\n  two: {decision: skip}\nmore: 1\n", "utf-8")
    with pytest.raises(BroadsheetError) as caught:
        read_decisions(path)
    told = [(item.code, item.span.line if item.span else 0) for item in caught.value.diagnostics]
    assert told == [("E114", 2), ("E113", 3), ("E112", 3), ("E111", 4)]
    with pytest.raises(BroadsheetError):
        read_decisions(tmp_path / "none.yaml")


def test_a_decision_without_a_reason_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text('pages: {1: {decision: skip, reason: " "}}\n', "utf-8")
    with pytest.raises(BroadsheetError) as caught:
        read_decisions(path)
    assert [item.code for item in caught.value.diagnostics] == ["E113"]


@pytest.mark.parametrize("command", ["diff", "proof compare"])
def test_the_exit_code_honours_decisions(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = written(tmp_path / "a", edition(page(FERRY, FOG)))
    two = written(tmp_path / "b", edition(page(FERRY, block(170_000, 80_000))))
    call = [*command.split(), str(one), str(two), "--lang", "en", "--decisions", str(tmp_path / "d.yaml")]
    assert main(call) == 2
    capsys.readouterr()
    assert main([*command.split(), str(one), str(two), "--format", "json"]) == 1
    change = json.loads(capsys.readouterr().out)["pages"][0]["change"]
    for written_change, code in ((change, 0), ("another", 1)):
        row = f'pages: {{1: {{decision: expected, reason: it was meant, change: "{written_change}"}}}}\n'
        (tmp_path / "d.yaml").write_text(row, "utf-8")
        assert main([*call, "--html", str(tmp_path / "r.html")]) == code
        shown = capsys.readouterr().out
        assert ("expected: it was meant" in shown) is (code == 0)
        assert "it was meant" in (tmp_path / "r.html").read_text("utf-8") or code == 1
