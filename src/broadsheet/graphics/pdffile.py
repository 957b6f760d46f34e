"""Foreign PDF files opened: the one page that is to be placed, and what the rest of them holds.

Import this module late: pikepdf costs 60 ms.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf

from broadsheet.graphics.filters import unpacked
from broadsheet.graphics.form import Refusal, RefusedPageError
from broadsheet.pdfcheck.names import make_readable

#: An advertisement of a whole page with its pictures is a tenth of it; what is larger is a mistake.
MOST_BYTES = 200_000_000
#: A stream of instructions, unpacked: what a map of a whole town has. Parsed it takes a hundred times
#: the room, so that more would not fit in half a gigabyte.
MOST_CONTENT = 3_000_000

#: What a damaged file shows as: qpdf raises by what it meets, a wrong type or number is found by Python.
_DAMAGES = (
    pikepdf.PikepdfError, ArithmeticError, AttributeError, LookupError, NotImplementedError, OSError,
    RecursionError, RuntimeError, TypeError, ValueError,
)  # fmt: skip

#: qpdf's own words are no findings of ours; without a handler they would be written to the terminal.
logging.getLogger("pikepdf").addHandler(logging.NullHandler())

_PRINTS = 4  # an annotation's flag
_HIDDEN = 2
#: Annotations that never have a look of their own, or that presses leave out.
_NO_LOOK = frozenset(("/Link", "/Popup", "/TrapNet", "/PrinterMark"))


@contextmanager
def opened(data: bytes) -> Iterator[pikepdf.Pdf]:
    """A file's objects. Raises RefusedPageError for what is no PDF or is locked."""
    try:
        pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise RefusedPageError(Refusal.FILE, "encrypted") from error
    except (pikepdf.PdfError, ValueError, RecursionError) as error:
        raise RefusedPageError(Refusal.FILE, "not a PDF file") from error
    with pdf:
        if pdf.is_encrypted:
            raise RefusedPageError(Refusal.FILE, "encrypted")
        if any("reconstruct" in str(warning) for warning in pdf.get_warnings()):
            raise RefusedPageError(Refusal.FILE, "damaged")  # what a repair leaves out, nobody sees
        try:
            make_readable(pdf)
            yield pdf
        except _DAMAGES as error:
            raise RefusedPageError(Refusal.FILE, f"damaged: {error}"[:120]) from error


def only_page(pdf: pikepdf.Pdf) -> pikepdf.Page:
    """The page of a file that has one. Raises RefusedPageError."""
    count = len(pdf.pages)
    if count != 1:
        raise RefusedPageError(Refusal.FILE, f"{count} pages")
    _check_layers(pdf)
    return pdf.pages[0]


def _check_layers(pdf: pikepdf.Pdf) -> None:
    """Layers that are switched off, on the sheet or wherever others are on, would print: which are on is the
    viewer's word, not the file's."""
    layers = pdf.Root.get("/OCProperties")
    if layers is None:
        return
    start = layers.get("/D", pikepdf.Dictionary())
    hidden = len(start.get("/OFF", pikepdf.Array())) or str(start.get("/BaseState", "/ON")) != "/ON"
    if hidden or any(map(_stays_on_screen, layers.get("/OCGs", pikepdf.Array()).as_list())):
        raise RefusedPageError(Refusal.LAYER, "hidden layers")
    if any(map(_is_against_others, pdf.objects)):
        raise RefusedPageError(Refusal.LAYER, "hidden layers")


def _stays_on_screen(layer: pikepdf.Object) -> bool:
    """Whether a layer is one that is seen and not printed, as guides and templates are."""
    usage = layer.get("/Usage", pikepdf.Dictionary()).get("/Print", pikepdf.Dictionary())
    return str(usage.get("/PrintState", "/ON")) == "/OFF"


def _is_against_others(found: pikepdf.Object) -> bool:
    """Whether an object is a rule that shows something where layers are off (ISO 32000-2, 8.11.2.2)."""
    if not isinstance(found, pikepdf.Dictionary) or str(found.get("/Type", "")) != "/OCMD":
        return False
    return str(found.get("/P", "/AnyOn")) in {"/AnyOff", "/AllOff"} or "/Not" in repr(found.get("/VE", ""))


def left_behind(pdf: pikepdf.Pdf, page: pikepdf.Page) -> tuple[str, ...]:
    """What a page has that does not print and is not taken, as ``phrases.WORDS`` has it.

    Raises RefusedPageError for annotations that would print.
    """
    found = set()
    annotations = page.obj.get("/Annots", pikepdf.Array())
    for annotation in annotations.as_list():
        kind, flags = str(annotation.get("/Subtype", "")), int(annotation.get("/F", 0))
        prints = flags & _PRINTS and not flags & _HIDDEN
        if prints and kind not in _NO_LOOK and "/AP" in annotation:
            raise RefusedPageError(Refusal.LAYER, f"an annotation: {kind.lstrip('/')}")
        found.add("links and notes")
    names = pdf.Root.get("/Names", pikepdf.Dictionary())
    if "/AA" in page.obj or "/AA" in pdf.Root or "/OpenAction" in pdf.Root or "/JavaScript" in names:
        found.add("scripts and actions")
    if "/EmbeddedFiles" in names:
        found.add("attached files")
    return tuple(sorted(found))


def content_of(pdf: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Object:
    """A page's instructions as one stream."""
    contents = page.obj.get("/Contents")
    streams = contents.as_list() if isinstance(contents, pikepdf.Array) else [contents]
    parts = [unpacked(stream, MOST_CONTENT) for stream in streams if stream is not None]
    if sum(map(len, parts)) > MOST_CONTENT:
        raise RefusedPageError(Refusal.FILE, "too many instructions")
    return pdf.make_stream(b"\n".join(parts))
