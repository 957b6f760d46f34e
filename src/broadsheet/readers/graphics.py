"""Vector graphics that an edition names: looked at, and told by rule what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from broadsheet.diagnostics import hint
from broadsheet.geometry import Rect
from broadsheet.graphics.form import Note, Refusal, RefusedPageError
from broadsheet.model.drawing import Drawing
from broadsheet.model.edition import PictureFile
from broadsheet.readers.files import Files
from broadsheet.readers.printing import Printing
from broadsheet.readers.report import RefusedError, Report
from broadsheet.readers.schema import Located
from broadsheet.records import record
from broadsheet.resources import newsprint
from broadsheet.source import Source, Span
from broadsheet.stamps import stamp_of
from broadsheet.units import PT, Length

#: By how much a reading may be over the most ink that the plant takes, per mille.
TOLERANCE = 30

#: What newsprint holds; preflight's figure for all others.
LEAST_LINE: Length = 125

#: What a newspaper's screen shows of a picture; preflight's figure for all others.
LEAST_PPI = 150

_REFUSALS = {
    Refusal.FILE: "E620",
    Refusal.FONT: "E621",
    Refusal.TRANSPARENCY: "E622",
    Refusal.COLOUR: "E623",
    Refusal.LAYER: "E624",
}
_FAULTS = {"file": "E630", "feature": "E631", "opacity": "E632", "value": "E633"}
_TOGETHER = frozenset((Note.SPOT, Note.MIXED, Note.GLYPH, Note.ARCHIVE))
_NOTES = {
    Note.RGB: "W625", Note.DROPPED: "W626", Note.SPOT: "W627", Note.MIXED: "W634", Note.WHITE: "P635",
    Note.GLYPH: "P642", Note.ARCHIVE: "W643",
}  # fmt: skip


@record
class _Seen:
    """What an edition has to know of a page that it places, as ``ImportedPage`` has it."""

    size: tuple[Length, Length]
    notes: tuple[tuple[Note, str], ...]
    ink: int
    ppi: int
    is_blank: bool
    line: Length | None


def pdf_graphic(path: Path, name: str, span: Span, to: tuple[Files, Printing]) -> PictureFile:
    """The page of a PDF file as a graphic to place; what was done to it is noted where it is named.

    ``to`` are the edition's files, and how it is printed. Raises RefusedError, the reason noted.
    """
    files, printing = to
    report = files.report

    def look() -> _Seen:
        from broadsheet.graphics.source import page_of  # noqa: PLC0415  late: pikepdf and Pillow, 100 ms

        profile = newsprint()
        page = page_of(str(path), profile, grey=printing.grey, spots=printing.spots)
        size = page.width, page.height
        return _Seen(size, page.notes, page.ink, page.ppi, page.is_blank, page.line)

    try:
        source = stamp_of(path), printing.grey, printing.spots
        page = files.keeper.take("graphic", name, source, look)
    except RefusedPageError as error:
        report.add(_REFUSALS[error.refusal], span, path=name, what=", ".join(error.details))
        raise RefusedError from error
    except OSError as error:  # it has gone since it was found
        report.add(_REFUSALS[Refusal.FILE], span, path=name, what=error.strerror or "unreadable")
        raise RefusedError from error
    _note(page.notes, name, span, report)
    if page.is_blank:
        report.add("W639", span, path=name)
    if page.ink > 10 * printing.most + TOLERANCE:
        report.add("P628", span, path=name, ink=f"{page.ink / 10:.0f}", most=printing.most)
    return PictureFile(str(path), name, *page.size, vector=True, ppi=page.ppi, line=page.line)


def svg_graphic(written: Located[str], path: Path, name: str, files: Files) -> PictureFile:
    """An SVG file as a drawing; what is wrong with it is told in the file's own lines.

    Raises RefusedError, the reasons noted.
    """
    source = files.source(path, written.span)
    drawing = files.kept("drawing", source, partial(_drawing, source, name, files.report))
    return PictureFile(str(path), name, drawing.width, drawing.height, drawing=drawing)


def _drawing(source: Source, name: str, report: Report) -> Drawing:
    from broadsheet.graphics.svg import read_drawing  # noqa: PLC0415  late: expat, and few pages have one
    from broadsheet.graphics.svgstyle import Palette  # noqa: PLC0415  late: as above
    from broadsheet.graphics.svgxml import SvgError  # noqa: PLC0415  late: as above
    from broadsheet.pictures.flat import colour_of, flat_inks  # noqa: PLC0415  late: Pillow

    profile = newsprint()
    try:
        return read_drawing(source.text, Palette(colour_of, partial(flat_inks, profile=profile)))
    except SvgError as error:
        for fault in error.faults:
            place = Span(source.name, fault.line, fault.column)
            hints = (hint("as-pdf"),) if fault.kind == "feature" else ()
            report.add(_FAULTS[fault.kind], place, hints, path=name, what=fault.what)
        raise RefusedError from error


def _note(notes: Iterable[tuple[Note, str]], name: str, span: Span, report: Report) -> None:
    for kind, code in _NOTES.items():
        found = [what for note, what in notes if note is kind]
        for what in [", ".join(found)] * bool(found) if kind in _TOGETHER else found:
            report.add(code, span, path=name, what=what)


def note_size(file: PictureFile, room: Rect, written: Located[str], report: Report) -> None:
    """Tell of a graphic whose pictures have too few pixels, or whose lines are too thin, at the size that it
    is placed in."""
    share = min(room.width / file.width, room.height / file.height)
    ppi = round(file.ppi / share) if share else 0
    if file.ppi and ppi < LEAST_PPI:
        report.add("W607", written.span, path=file.name, ppi=ppi)
    line = None if file.line is None else file.line * share
    if line is not None and line < LEAST_LINE - 1:
        least = f"{LEAST_LINE / PT:g}"
        report.add("W644", written.span, path=file.name, line=f"{line / PT:.2f}", least=least)
