"""Names in a PDF that are no UTF-8: faces, inks and resources by programs that write a country's own code.

ISO 32000-2, 7.3.5, asks for UTF-8; older programs wrote what the system had, in China GBK.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from broadsheet.patterns import late_pattern
from broadsheet.pdfcheck.instructions import instructions_of

_HIGH = late_pattern(rb"#[89a-fA-F][0-9a-fA-F]")
"""A byte of a name that is not plain, as pikepdf writes one."""

_CODES = ("utf-8", "gb18030", "latin-1")
#: Names of glyphs: the face's own program knows them, too.
_OF_GLYPHS = frozenset(("/Differences", "/CharProcs", "/CharSet"))
_DEEPEST = 24


def make_readable(pdf: pikepdf.Pdf) -> None:
    """Write the names of an open file that are no UTF-8 as what they say, wherever they stand. Raises what
    pikepdf raises for a damaged file, and TooMuchError."""
    found = [each for each in pdf.objects if _HIGH.search(_written(each))]
    if sum(map(_renamed, found)) == 0:
        return
    for stream in _contents(pdf):
        _rename_in_stream(pdf, stream)


def _written(value: Any) -> bytes:
    """What an object says, a stream without its data."""
    held = value.stream_dict if isinstance(value, Stream) else value
    return bytes(held.unparse(resolved=True)) if isinstance(held, pikepdf.Object) else b""


def _readable(name: bytes) -> str:
    """A name with its slash. A code in which it is nothing is not the one."""
    for code in _CODES:
        try:
            return name.decode(code)
        except UnicodeDecodeError:
            continue
    raise AssertionError(name)


def _is_odd(name: bytes) -> bool:
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _renamed(value: Any, depth: int = 0) -> bool:
    """Rename what an object holds itself; whether there was anything."""
    changed = False
    if depth > _DEEPEST or (depth and getattr(value, "is_indirect", False)):
        return False
    if isinstance(value, Array):
        places: Any = range(len(value))
    elif isinstance(value, Dictionary | Stream):
        places = [key for key in value.keys() if key not in _OF_GLYPHS]  # noqa: SIM118  the names are wanted
    else:
        return False
    for place in places:
        held = value[place]
        if isinstance(held, Name) and _is_odd(bytes(held)):
            held = value[place] = Name(_readable(bytes(held)))
            changed = True
        changed |= _renamed(held, depth + 1)
        key = place.encode("utf-8", "surrogateescape") if isinstance(place, str) else b""
        if _is_odd(key):
            del value[place]
            value[_readable(key)] = held
            changed = True
    return changed


def _contents(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The streams of instructions: of pages, forms, patterns, and drawn glyphs."""
    yield from pdf.pages
    for each in pdf.objects:
        if isinstance(each, Stream) and ("/PatternType" in each or each.get("/Subtype") == Name.Form):
            yield each
        elif isinstance(each, Dictionary) and isinstance(each.get("/CharProcs"), Dictionary):
            yield from each.CharProcs.values()


def _rename_in_stream(pdf: pikepdf.Pdf, stream: Any) -> None:
    steps = instructions_of(stream)
    changed = False
    for index, step in enumerate(steps):
        if any(isinstance(each, Name) and _is_odd(bytes(each)) for each in step.operands):
            operands = [
                Name(_readable(bytes(each))) if isinstance(each, Name) else each for each in step.operands
            ]
            steps[index] = pikepdf.ContentStreamInstruction(operands, step.operator)
            changed = True
    if not changed:
        return
    data = pikepdf.unparse_content_stream(steps)
    if isinstance(stream, Stream):
        stream.write(data)
    else:
        stream.obj.Contents = pdf.make_stream(data)
