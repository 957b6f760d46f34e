"""What a caller may choose about results; what the pages look like is the edition's."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from broadsheet.executor import Executor, SerialExecutor
from broadsheet.messages import Language
from broadsheet.records import field, record
from broadsheet.resources import font_tables as users_font_tables
from broadsheet.resources import newsprint

FORMATS = ("pdf", "tree", "png")
"""What a build writes unless told otherwise: press pages, the layout tree as JSON, proofs."""

TICKET = "ticket"
"""Checksums and a job ticket for the plant."""

MARKS = "marks"
"""Proofs with what the page critic found, for the pages where it found something."""

RESULTS = (*FORMATS, MARKS, TICKET)
"""All that a build can write."""

LOCK = "broadsheet.lock"
"""Beside ``edition.yaml``: what its pages were made with (``broadsheet.lockfile``)."""

STANDARDS = ("x4", "x3", "x1a")
"""What pages for a plant may conform to; the first unless told otherwise."""

MOST_DPI = 1200
"""Of a proof."""

Lock = Literal["check", "hold", "write"]
"""What is done about the lock file."""


@record
class BuildOptions:
    """How results are written.

    ``combined`` makes one PDF of all pages, without the output profile. ``split_spreads`` cuts double
    trucks into two pages at the fold; else they are one sheet. ``proof_dpi`` is the
    resolution of the PNG proofs, ``language`` that of the words on them. ``picture_cache`` is a folder
    where converted pictures are kept from build to build, ``store`` one where what was made is kept for the
    next build of the same edition, ``font_tables`` one for what faces say of characters (like byte code, it
    knows nothing of editions, so that the user's own is the default); None for none, and they change no byte
    of a result.
    ``standard`` is what pages for a plant conform to: x4, x3 or x1a; ``profile`` an ICC file of the
    plant's own instead of the newsprint profile that is shipped. ``release``: the pages go to the plant,
    and their names are used up. ``preflight``: the finished files are judged as any PDF is. ``lock``: the
    lock file beside the manifest is held against what is used now, and what differs is a warning
    (``check``) or stops the build (``hold``); ``write`` makes the file. Raises ValueError for no format and
    for values that are not known or do not go together, TypeError for a folder or file that is no ``Path``.
    """

    formats: tuple[str, ...] = FORMATS
    combined: bool = False
    split_spreads: bool = False
    compressor: str = "zlib"
    proof_dpi: int = 100
    language: Language = "en"
    executor: Executor = field(default_factory=SerialExecutor)
    picture_cache: Path | None = None
    store: Path | None = None
    font_tables: Path | None = field(default_factory=users_font_tables)
    standard: str = "x4"
    profile: Path | None = None
    release: bool = False
    preflight: bool = False
    lock: Lock = "check"

    def __post_init__(self) -> None:
        unknown = [name for name in self.formats if name not in RESULTS]
        if unknown or not self.formats:
            what = f"no format is called {unknown[0]!r}" if unknown else "a build writes one format at least"
            raise ValueError(f"{what}; there are {', '.join(RESULTS)}")
        for what, value, choices in (
            ("standard", self.standard, STANDARDS),
            ("language", self.language, get_args(Language)),
            ("lock", self.lock, get_args(Lock)),
        ):
            if value not in choices:
                raise ValueError(f"{what}: {value!r} is not one of {', '.join(choices)}")
        if not 1 <= self.proof_dpi <= MOST_DPI:
            raise ValueError(f"proof_dpi: {self.proof_dpi!r} is outside 1 to {MOST_DPI}")
        if self.combined and (self.preflight or self.standard != STANDARDS[0]):
            raise ValueError("a combined file is for readers: preflight and standard are for a plant's pages")
        for what in ("picture_cache", "store", "font_tables", "profile"):
            if not isinstance(getattr(self, what), Path | None):
                raise TypeError(f"{what}: a pathlib.Path expected, found {getattr(self, what)!r}")

    def press_profile(self) -> bytes:
        """The ICC profile that pages are printed by: the plant's own, else newsprint's. Raises OSError."""
        return self.profile.read_bytes() if self.profile else newsprint()
