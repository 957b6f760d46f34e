"""What a caller may choose about PDF files, and what it gets."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from broadsheet.paint.deflate import Deflater, deflater
from broadsheet.records import field, record
from broadsheet.tree.node import Picture

if TYPE_CHECKING:
    from broadsheet.graphics.form import ImportedPage
    from broadsheet.pictures.raster import Raster

PictureSource: TypeAlias = "Callable[[Picture], Raster]"
FormSource: TypeAlias = "Callable[[Picture], ImportedPage]"


@record
class OutputProfile:
    """The printing condition: an ICC profile of the press, and what the condition is called."""

    icc: bytes
    condition: str = "CGATS TR 002"
    info: str = "Coldset newsprint, total ink 220 %"


class Standard(Enum):
    """What a file for a plant conforms to."""

    X4 = "x4"  # PDF/X-4:2010, and PDF/A-2b
    X3 = "x3"  # PDF/X-3:2003
    X1A = "x1a"  # PDF/X-1a:2003


@record
class PdfOptions:
    """``combined`` puts all pages into one file called ``name``; else there is a file a page.

    ``picture`` gives the pixels of a picture; without it a tint stands in its place. ``graphic`` gives
    the page of a vector one, likewise.
    """

    combined: bool = False
    name: str = "edition"
    profile: OutputProfile | None = None
    picture: PictureSource | None = None
    graphic: FormSource | None = None
    deflater: Deflater = field(default_factory=deflater)
    author: str = ""
    creator: str = "broadsheet"
    language: str = "zh-CN"
    zone: str = "+08:00"  # of the dates; the edition's date is the paper's own
    standard: Standard = Standard.X4  # where there is a profile


@record
class PdfFile:
    """A finished file. ``name`` has no suffix; ``pages`` are page numbers; ``deflater`` says what
    compressed it, because the bytes depend on it."""

    name: str
    data: bytes
    pages: tuple[int, ...]
    deflater: str
