"""A paper about the weather, and what is in a set of its pages."""

from __future__ import annotations

import hashlib
from pathlib import Path

FORMATS = ("pdf", "tree", "ticket")


def foggy(word: str) -> str:
    """A story's text about one weather or another."""
    return f"江面上起了{word}。" * 60


def contents(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
