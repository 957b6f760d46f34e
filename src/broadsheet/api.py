"""Building from Python."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from broadsheet.options import BuildOptions
from broadsheet.press import BuildResult
from broadsheet.press import build as press_build
from broadsheet.readers.report import Overrides


def build(
    edition: str | os.PathLike[str],
    out: str | os.PathLike[str] = "out",
    *,
    settings: Sequence[tuple[str, str]] = (),
    overrides: Overrides | None = None,
    options: BuildOptions | None = None,
) -> BuildResult:
    """Build an edition (its manifest or the folder that holds it) into ``out``.

    ``settings`` are (dotted path, value) pairs as ``--set`` takes them. Raises BroadsheetError
    with every finding when the input is wrong; problems of the pages are in the result.
    """
    chosen = overrides or Overrides()
    if settings:
        chosen = replace(chosen, settings=(*chosen.settings, *settings))
    return press_build(Path(edition), Path(out), chosen, options)
