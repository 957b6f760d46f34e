"""Files of PDF graphics as pages to place: read once a build, by the press's profile.

Import this module late: pikepdf and Pillow cost 100 ms.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path

from broadsheet.graphics.form import ImportedPage, Refusal, RefusedPageError
from broadsheet.graphics.importer import import_page
from broadsheet.graphics.pdffile import MOST_BYTES
from broadsheet.graphics.spaces import Inking
from broadsheet.pictures.flat import (
    black_inks,
    black_raster,
    flat_black,
    flat_inks,
    flat_lab,
    flat_lab_black,
    most_ink,
    separated_raster,
)
from broadsheet.records import field, record
from broadsheet.tree.node import Picture


@record
class _File:
    """A file by what is in it: while the desk watches an edition, a name may mean another file."""

    digest: bytes
    data: bytes = field(compare=False, repr=False)


def page_of(
    path: str, profile: bytes, *, grey: bool = False, spots: bool = False, digest: str = ""
) -> ImportedPage:
    """Return the one page of a PDF file; ``grey``: in black ink alone, ``spots``: the plant has plates for
    its spot inks.

    Raises RefusedPageError, also where ``digest`` (sha256, hexadecimal) is not the file's: it has changed
    since the edition was read.
    """
    try:
        if Path(path).stat().st_size > MOST_BYTES:
            raise RefusedPageError(Refusal.FILE, "too large")
        data = Path(path).read_bytes()
    except OSError as error:
        raise RefusedPageError(Refusal.FILE, error.strerror or "unreadable") from error
    found = hashlib.sha256(data)
    if digest and found.hexdigest() != digest:
        raise RefusedPageError(Refusal.FILE, "changed since the edition was read")
    return _page(_File(found.digest(), data), profile, grey, spots)


@lru_cache(maxsize=4)
def _page(file: _File, profile: bytes, grey: bool, spots: bool) -> ImportedPage:
    """The few last ones are kept, for a page is read and then painted."""
    return import_page(file.data, inking_of(profile, grey=grey, spots=spots))


def inking_of(profile: bytes, *, grey: bool = False, spots: bool = False) -> Inking:
    """How colours become the inks of a press; ``grey`` and ``spots`` as ``page_of`` has them."""
    return Inking(
        partial(flat_black if grey else flat_inks, profile=profile),
        partial(flat_lab_black if grey else flat_lab, profile=profile),
        partial(black_raster if grey else separated_raster, profile=profile),
        most_ink,
        black_inks if grey else None,
        keeps_spots=spots,
    )


def page_source(profile: bytes) -> Callable[[Picture], ImportedPage]:
    """What a painter asks for the pages that pictures of a tree show."""

    def source(picture: Picture) -> ImportedPage:
        how = {"grey": picture.grey, "spots": picture.spots}
        return page_of(picture.path, profile, digest=picture.digest, **how)

    return source
