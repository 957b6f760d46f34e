"""``proof separations``: a page's plates as pictures, and where there is too much ink."""

from __future__ import annotations

import argparse
from pathlib import Path

from broadsheet.cli.show import check_limits, guarded, language_of, require_files, require_names
from broadsheet.diagnostics import BroadsheetError, diagnostic
from broadsheet.diff.sets import pdfs_among
from broadsheet.messages import Language
from broadsheet.output import unwritable
from broadsheet.pdfcheck.instructions import TooMuchError
from broadsheet.pdfcheck.nesting import require_ends
from broadsheet.pdfcheck.plates import PlateError, plates
from broadsheet.pdfcheck.rules import House
from broadsheet.proof.plates import Separations, separations
from broadsheet.proof.raster import TooLargeError, UnreadablePdfError, pages_of

_SAID: dict[Language, str] = {
    "en": "{name}: at most {most:.0f} % of ink, {over:.1f} ‰ of the page over {limit:g} %  {folder}",
    "zh": "{name}：最大墨量 {most:.0f}%，超过 {limit:g}% 的面积占 {over:.1f}‰  {folder}",
}

_LIMITS = {"dpi": (10, 1200), "page": (1, 9999), "ink": (0, 400)}


@guarded
def run(arguments: argparse.Namespace) -> int:
    """Write the plates of each file; 1 where one has ink over the limit."""
    check_limits(arguments, _LIMITS)
    code = 0
    out = Path(arguments.out)
    paths = pdfs_among(map(Path, arguments.files))
    require_files(paths)
    require_names(paths)
    for path in paths:
        try:
            made = _separated(path, arguments)
        except (PlateError, TooMuchError, UnreadablePdfError) as error:
            raise BroadsheetError([diagnostic("E102", path=path, reason=error)]) from error
        except TooLargeError as error:
            reason = f"{path.name}: {error}"
            raise BroadsheetError([diagnostic("E105", flag="--dpi", reason=reason)]) from error
        try:
            out.mkdir(parents=True, exist_ok=True)
            for name, png in {**made.plates, "ink": made.heat}.items():
                (out / f"{path.stem}-{_in_names(name)}.png").write_bytes(png)
        except OSError as error:
            raise BroadsheetError([unwritable(out, error)]) from error
        words = _SAID[language_of(arguments)]
        print(words.format(name=path.name, most=made.most, over=made.over, limit=arguments.ink, folder=out))
        code = max(code, int(made.over > 0))
    return code


def _in_names(ink: str) -> str:
    """An ink's name as every file system takes it."""
    return "".join(sign if sign.isalnum() else "-" for sign in ink)


def _separated(path: Path, arguments: argparse.Namespace) -> Separations:
    """Raises PlateError, TooLargeError, TooMuchError, UnreadablePdfError."""
    require_ends(path, [arguments.page])
    found = plates(path, arguments.page - 1, House(every_spot=arguments.spots).prints)
    trims = [view.trim for view in pages_of(path.read_bytes(), arguments.dpi, [arguments.page])]
    if not trims:
        next(found)  # which says how many pages there are
    return separations(found, arguments.dpi, arguments.ink, trims[0])
