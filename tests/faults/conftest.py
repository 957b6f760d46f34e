"""The paper that is built while things go wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from faults.foggy import foggy
from unit.base.paper import write_paper


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Two pages of fog."""
    return write_paper(tmp_path / "paper", foggy("雾"), foggy("雾"))
