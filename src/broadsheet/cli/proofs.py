"""``proof pages``: pages of any PDFs as pictures, as they are or as the press will print them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from broadsheet.cli.flags import pages_named
from broadsheet.cli.results import require_profile
from broadsheet.cli.show import check_limits, guarded, language_of, require_names
from broadsheet.diagnostics import BroadsheetError, Diagnostic, Mark, diagnostic
from broadsheet.diff.sets import PageSet, find_pdfs
from broadsheet.diff.sheets import numbered
from broadsheet.geometry import Rect
from broadsheet.output import unwritable
from broadsheet.pdfcheck.instructions import TooMuchError
from broadsheet.pdfcheck.nesting import require_ends
from broadsheet.pdfcheck.plates import PlateError, output_profile, plates
from broadsheet.pdfcheck.rules import BY_ID, Found, House, Weight
from broadsheet.preflight.pdf import judge_pdf
from broadsheet.proof.marks import with_marks
from broadsheet.proof.overlay import with_grid
from broadsheet.proof.plates import ProfileError, heated, rasters, soft_proof
from broadsheet.proof.raster import PageView, Proof, TooLargeError, UnreadablePdfError, encoded, pages_of
from broadsheet.readers.house import read_house
from broadsheet.records import record, replace
from broadsheet.resources import newsprint
from broadsheet.tree.filename import page_named
from broadsheet.tree.node import TreePage

_LIMITS = {"dpi": (10, 1200), "quality": (1, 100)}
_AROUND = 3
"""Points on every side of a place that is a point."""


@record
class _Look:
    """How pages are to be seen; ``profile`` is b"" where each file's own is meant."""

    arguments: argparse.Namespace
    house: House
    profile: bytes


@guarded
def run(arguments: argparse.Namespace) -> int:
    """Write the proofs; 1 where ``--preflight`` finds an error."""
    check_limits(arguments, _LIMITS)
    look = _look(arguments)
    wanted = pages_named(arguments.pages)
    sets = [find_pdfs(Path(each)) for each in arguments.files]
    require_names(path for pages in sets for path in pages.pdfs.values())
    out = Path(arguments.out)
    code, any_seen = 0, False
    try:
        out.mkdir(parents=True, exist_ok=True)
        for pages in sets:
            for path in pages.pdfs.values():
                found = judge_pdf(path, look.house) if arguments.preflight else ()
                code = max(code, int(any(item.weight is Weight.ERROR for item in found)))
                for name, image in _proofs(path, pages, wanted, (look, found)):
                    print(_write(image, out / name, arguments))
                    any_seen = True
    except OSError as error:
        raise BroadsheetError([unwritable(out, error)]) from error
    if not any_seen:
        raise BroadsheetError([diagnostic("E105", flag="--pages", reason="no file has such a page")])
    return code


def _look(arguments: argparse.Namespace) -> _Look:
    house = replace(House(), **read_house(Path(arguments.house))) if arguments.house else House()
    if not arguments.profile:
        return _Look(arguments, house, b"")
    profile = Path(arguments.profile)
    require_profile(profile)
    try:
        return _Look(arguments, house, profile.read_bytes())
    except OSError as error:
        reason = error.strerror or str(error)
        raise BroadsheetError([diagnostic("E102", path=profile, reason=reason)]) from error


def _proofs(
    path: Path, pages: PageSet, wanted: tuple[int, ...], how: tuple[_Look, tuple[Found, ...]]
) -> Iterator[tuple[str, Proof]]:
    """The proofs of a file by their names, without an ending."""
    look, found = how
    arguments = look.arguments
    language = language_of(arguments)
    laid = _laid(path, pages) if arguments.grid else {}
    try:
        require_ends(path, wanted)
        for view in pages_of(path.read_bytes(), arguments.dpi, wanted):
            name = path.stem if view.count == 1 else f"{path.stem}-{view.number}"
            image = _seen(path, view, look)
            yield name, image
            page = laid.get(view.number)
            if page is not None:
                yield f"{name}-grid", with_grid(image, page, arguments.dpi, language)
            marks = [_marked(item, path.name, view) for item in found if item.page in {0, view.number}]
            size = round(1000 * view.width), round(1000 * view.height)
            sheet = TreePage(view.number, name, "", *size, 0, ())
            marked = with_marks(image, sheet, marks, (arguments.dpi, language))
            if marked is not None:
                yield f"{name}-marks", marked
    except (PlateError, ProfileError, UnreadablePdfError, TooMuchError) as error:
        raise BroadsheetError([diagnostic("E102", path=path, reason=error)]) from error
    except TooLargeError as error:
        raise BroadsheetError([diagnostic("E105", flag="--dpi", reason=f"{path.name}: {error}")]) from error


def _laid(path: Path, pages: PageSet) -> dict[int, TreePage]:
    """The pages of the tree that a file shows, by their numbers in it. Raises BroadsheetError where there is
    no tree."""
    known = {page.name: page for page in pages.printed().pages}
    name = page_named(path.stem, known)
    if name is not None:
        return {1: known[name]}
    sheets = numbered(pages) or ()
    return {sheet.index + 1: sheet.page for sheet in sheets if sheet.pdf == path and sheet.page is not None}


def _seen(path: Path, view: PageView, look: _Look) -> Proof:
    """The page as it is in the file, or as the press's paper and inks show it; with what is over the
    house's limit of ink in red."""
    arguments = look.arguments
    if not arguments.soft and not arguments.ink:
        return view.render()
    image, page = view.render(), view.number - 1
    if arguments.soft:
        profile = look.profile or output_profile(path) or newsprint()
        image = soft_proof(rasters(plates(path, page), arguments.dpi), profile)
    if not arguments.ink:
        return image
    limit = look.house.most_ink
    return heated(image, rasters(plates(path, page, look.house.prints), arguments.dpi), limit, view.trim)


def _marked(found: Found, file: str, view: PageView) -> Diagnostic:
    """A finding of preflight as one with a place on the page as it is seen."""
    code = "P651" if found.weight is Weight.ERROR else "W651"
    name = BY_ID[found.rule].name
    places: tuple[Rect, ...] = ()
    if found.place is not None:
        x, y = found.place.x - view.left - _AROUND, view.top - found.place.y - _AROUND
        side = 1000 * 2 * _AROUND
        places = (Rect(round(1000 * x), round(1000 * y), side, side),)
    told = diagnostic(code, file=file, rule=found.rule, name=name, found=found.detail)
    return replace(told, mark=Mark(view.number, places))


def _write(image: Proof, path: Path, arguments: argparse.Namespace) -> Path:
    quality = arguments.quality if arguments.format == "jpeg" else 0
    path = path.with_name(f"{path.name}.{'jpg' if quality else 'png'}")
    path.write_bytes(encoded(image, arguments.dpi, quality))
    return path
