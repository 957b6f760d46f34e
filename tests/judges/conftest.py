"""The sample edition, built twice in processes that agree on nothing but the input; and a small one, to be
broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.readers.edition import read_edition
from broadsheet.tree.serial import read_tree
from judges.finished import SURROUNDINGS, Pages, build_apart
from judges.small import write_edition

SAMPLE = Path(__file__).parents[2] / "content" / "lanchuan"


@pytest.fixture(scope="session")
def sets(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The sample edition, built in two processes."""
    return [
        build_apart(SAMPLE, tmp_path_factory.mktemp("paper") / f"out{number}", surroundings)
        for number, surroundings in enumerate(SURROUNDINGS)
    ]


@pytest.fixture(scope="session")
def sample(sets: list[Path]) -> Pages:
    """The first of the two builds, to be read."""
    tree = read_tree((sets[0] / "tree.json").read_text("utf-8"))
    return Pages(read_edition(SAMPLE).edition, tree, sets[0])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small edition that builds."""
    return write_edition(tmp_path / "edition")
