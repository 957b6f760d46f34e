"""Page cases against their references. When pages moved on purpose: scripts/accept "why"."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.regression import failure, report_on
from references.cases import CASES, KEPT, case_tree

REPORTS = Path(__file__).resolve().parents[2] / "out" / "references" / "cases"


@pytest.mark.parametrize("name", CASES)
def test_a_page_case_is_as_it_was(name: str) -> None:
    tree = case_tree(name)
    kept, diff, decided = KEPT.compare(tree, name)
    if decided.open:
        report = report_on((kept, tree), diff, REPORTS / name, decided)
        told = failure(diff, decided, report)
        pytest.fail(f'{told}\nif on purpose: scripts/accept "why"', pytrace=False)


def test_every_reference_has_its_case() -> None:
    assert sorted(path.stem for path in KEPT.folder.glob("*.json")) == sorted(CASES)
