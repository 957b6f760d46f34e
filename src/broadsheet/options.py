"""What a caller may choose about results; what the pages look like is the edition's."""

from __future__ import annotations

from dataclasses import dataclass, field

from broadsheet.executor import Executor, SerialExecutor

FORMATS = ("pdf", "tree", "png")
"""What a build can write: press pages, the layout tree as JSON, proofs."""

PROFILE = "newsprint-tr002-tac220.icc"


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How results are written.

    ``combined`` makes one PDF of all pages, without the output profile. ``proof_dpi`` is the
    resolution of the PNG proofs.
    """

    formats: tuple[str, ...] = FORMATS
    combined: bool = False
    compressor: str = "zlib"
    proof_dpi: int = 100
    executor: Executor = field(default_factory=SerialExecutor)
