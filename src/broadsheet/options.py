"""What a caller may choose about results; what the pages look like is the edition's."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path

from broadsheet.executor import Executor, SerialExecutor
from broadsheet.messages import Language
from broadsheet.records import record
from broadsheet.resources import PRESS_PROFILE

FORMATS = ("pdf", "tree", "png")
"""What a build writes unless told otherwise: press pages, the layout tree as JSON, proofs."""

MARKS = "marks"
"""Proofs with what the page critic found, for the pages where it found something."""

PROFILE = PRESS_PROFILE


@record
class BuildOptions:
    """How results are written.

    ``combined`` makes one PDF of all pages, without the output profile. ``proof_dpi`` is the
    resolution of the PNG proofs, ``language`` that of the words on them. ``picture_cache`` is a folder
    where converted pictures are kept from build to build, None for none; it changes no byte of a result.
    """

    formats: tuple[str, ...] = FORMATS
    combined: bool = False
    compressor: str = "zlib"
    proof_dpi: int = 100
    language: Language = "en"
    executor: Executor = field(default_factory=SerialExecutor)
    picture_cache: Path | None = None
