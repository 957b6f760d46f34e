"""Why a PDF cannot be read, or not without repair, in our own words: what the library that reads it says
is English, and about its own insides.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf

from broadsheet.patterns import late_pattern
from broadsheet.pdfcheck.instructions import TooMuchError

BROKEN = (
    pikepdf.PikepdfError, ValueError, TypeError, KeyError, IndexError, AttributeError,
    ZeroDivisionError, OverflowError, RecursionError, MemoryError,
)  # fmt: skip
"""What a damaged file can make of a look into it."""

_SAYS = (
    ("PDF header", "something stands before its header"),
    ("trailer", "its table of objects is not there"),
    ("file is damaged", "its table of objects is wrong"),
    ("xref", "its table of objects is wrong"),
    ("page tree", "its list of pages is not there"),
    ("pages tree", "its list of pages is not there"),
    ("/Root", "its list of pages is not there"),
    ("/Kids", "its list of pages is not there"),
    ("/Length", "a stream does not say how long it is"),
    ("endstream", "a stream is cut short"),
    ("MediaBox", "a page does not say how large it is"),
)
"""A part of what qpdf says, and what that means."""

_OBJECT = late_pattern(r"object (\d+) \d+")

_HEAD = 1024
"""Bytes in which a PDF's header has to stand."""

_MOST_SHOWN = 160


def damage(said: str, path: Path) -> str:
    """What is wrong with a file of which its reader says that, and with which object, where it names one.
    What is not known here is given as it was said."""
    said = said.replace(f"{path}: ", "").replace(str(path), path.name)
    for part, means in _SAYS:
        if part in said:
            found = _OBJECT.search(said)
            return f"object {found[1]}: {means}" if found else means
    quoted = said[-_MOST_SHOWN:].replace("'", "’")
    return f"its reader says '{quoted}'"


def unreadable(error: Exception, path: Path) -> str:
    """What is wrong with a file that its reader does not open."""
    if isinstance(error, OSError):
        return error.strerror or str(error).replace(str(path), path.name)
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        return "empty"
    return damage(str(error), path) if b"%PDF-" in head else "no PDF: it begins with something else"


def stumbled(error: Exception, path: Path) -> str:
    """What a look into a damaged file, or into what is no PDF at all, ended with: in qpdf's word, where it is
    qpdf that says it."""
    if isinstance(error, TooMuchError):
        return str(error)
    known = type(error).__module__.startswith("pikepdf") and str(error)
    return unreadable(error, path) if known else "what stands in it is not what should"
