"""Where the things that broadsheet ships lie: fonts, layouts, styles, profiles, schemas."""

from __future__ import annotations

from pathlib import Path

PRESS_PROFILE = "newsprint-tr002-tac220.icc"
"""The printing condition that pages are made for: coldset newsprint, 220 % of ink."""

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def shipped(*parts: str) -> Path:
    """Return the place of a shipped folder or file, such as ``shipped("layouts", "base.yaml")``.

    An installed wheel keeps all of it in ``broadsheet/data``. In a checkout the folders that
    people work on (``fonts``, ``layouts``) are at the top, and the wheel is built from those.
    """
    inside = _PACKAGE.joinpath("data", *parts)
    if inside.exists():
        return inside
    top = _CHECKOUT.joinpath(*parts)
    return top if (_CHECKOUT / "pyproject.toml").is_file() and top.exists() else inside
