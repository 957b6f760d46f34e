"""broadsheet: a print-layout engine for newspapers.

``build`` makes an edition into press pages, a ``Press`` does so again and again, ``galley`` sets a text to a
measure (docs/building.md). Names are loaded
when they are first used, so importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from broadsheet.api import Press, build
    from broadsheet.diagnostics import BroadsheetError, Diagnostic
    from broadsheet.galleys import GalleyLine, GalleyProof, body_style, galley
    from broadsheet.options import BuildOptions
    from broadsheet.press import BuildResult
    from broadsheet.readers.report import Overrides

__version__ = "0.1.0"

__all__ = [
    "BroadsheetError",
    "BuildOptions",
    "BuildResult",
    "Diagnostic",
    "GalleyLine",
    "GalleyProof",
    "Overrides",
    "Press",
    "__version__",
    "body_style",
    "build",
    "galley",
]

_HOMES = {
    "BroadsheetError": "broadsheet.diagnostics",
    "BuildOptions": "broadsheet.options",
    "BuildResult": "broadsheet.press",
    "Diagnostic": "broadsheet.diagnostics",
    "GalleyLine": "broadsheet.galleys",
    "GalleyProof": "broadsheet.galleys",
    "Overrides": "broadsheet.readers.report",
    "Press": "broadsheet.api",
    "body_style": "broadsheet.galleys",
    "build": "broadsheet.api",
    "galley": "broadsheet.galleys",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'broadsheet' has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted(__all__)
