"""reportlab's object model, and the only place that knows it.

Of reportlab only ``pdfbase.pdfdoc`` is used: dictionaries, arrays, strings, references, numbering,
cross-reference table and trailer. What is private there is listed in ``PRIVATE``; a test fails when
a new reportlab lacks any of it. ``PDFDocument.__init__`` is not called: it would put an unembedded
Helvetica, an outline, the clock and the settings of the machine into every file.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from types import ModuleType

from broadsheet.foreignpatterns import late_patterns
from broadsheet.late import put_off
from broadsheet.paint.deflate import Packer

if not os.path.isdir(os.path.expanduser("~")):  # noqa: PTH111, PTH112  cheap, as this is in every build
    # Services run with HOME=/dev/null; reportlab looks for a module below it, and does not bear a file there.
    sys.modules.setdefault("reportlab_mods", ModuleType("reportlab_mods"))

# Of what reportlab imports nothing here looks at pictures, at its own fonts, or at anything kept on disk,
# and none of its programs is run.
put_off("PIL.Image", "copy", "pickle", "tempfile", "textwrap", "reportlab.pdfbase.pdfmetrics")
put_off("ast", functions=("literal_eval",))
put_off("glob", functions=("glob",))
put_off(
    "reportlab.lib.rl_safe_eval",
    functions=("rl_safe_exec", "rl_safe_eval", "safer_globals", "rl_extended_literal_eval"),
)
if sys.implementation.name == "cpython":  # all that it asks
    put_off("platform", known={"python_implementation": lambda: "CPython"})

with late_patterns("reportlab"):
    from reportlab import rl_config
    from reportlab.pdfbase import pdfdoc, rl_codecs


def _pdf_encoding(name: str) -> codecs.CodecInfo | None:
    """PDFDocEncoding for Python's codecs; reportlab's own way looks into pdfmetrics first."""
    is_ours = name in {"pdfdoc", "extpdfdoc"}
    return rl_codecs.RL_Codecs._RL_Codecs__rl_codecs(name) if is_ours else None  # noqa: SLF001  see above


codecs.register(_pdf_encoding)

#: What a reportlab must have for this module: attribute paths from ``reportlab.pdfbase.pdfdoc``; besides
#: them ``rl_codecs.RL_Codecs``, which finds PDFDocEncoding.
PRIVATE = (
    "NoEncryption",
    "PDFArray.format",
    "PDFFile.format",
    "PDFDictionary.format",
    "PDFDocument.Reference",
    "PDFDocument.format",
    "PDFDocument.ID",
    "PDFFile.add",
    "PDFIndirectObject.format",
    "PDFObject",
    "PDFObjectReference",
    "PDFString.format",
    "PDFTrailer.format",
    "format",
    "rl_config",
)

#: Settings of reportlab that would show in the bytes; a user's ~/.reportlab_settings may set them.
_NEUTRAL = {"invariant": 1, "pdfComments": 0, "pdfMultiLine": 0}

Value = object  # bytes as they stand in the file, or one of reportlab's objects


class _Stream(pdfdoc.PDFObject):  # type: ignore[misc]
    """Bytes with a dictionary. reportlab's own leaves out the line end before ``endstream``."""

    __RefOnly__ = 1

    def __init__(self, entries: Mapping[str, Value], data: Callable[[], bytes]) -> None:
        self._entries = entries
        self._data = data

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        data = self._data()
        self._data = _let_go  # a thick paper's streams need not be there twice
        entries = {**self._entries, "Length": b"%d" % len(data)}
        head = pdfdoc.PDFDictionary(entries).format(document)
        return b"".join((head, b"\nstream\n", data, b"\nendstream\n"))


def _let_go() -> bytes:
    raise RuntimeError("a stream is written once")


class _Document(pdfdoc.PDFDocument):  # type: ignore[misc]
    """A document that holds what is put into it and nothing else."""

    def __init__(self, version: tuple[int, int]) -> None:
        self._pdfVersion = version
        self.objectcounter = 0
        self.idToObjectNumberAndVersion: dict[str, tuple[int, int]] = {}
        self.idToObject: dict[str, object] = {}
        self.idToOffset: dict[str, int] = {}
        self.numberToId: dict[int, str] = {}
        self.identity = b""

    def ID(self) -> bytes:  # noqa: N802  reportlab's name
        """Both halves of the file identifier: the file is new, so they are equal."""
        return b"[<" + self.identity + b"><" + self.identity + b">]"


class _File(pdfdoc.PDFFile):  # type: ignore[misc]
    """A file put together as its objects come. reportlab's own keeps the pieces and joins them at the end: a
    thick paper would be there twice."""

    def __init__(self, version: tuple[int, int]) -> None:
        super().__init__(version)
        self._whole = BytesIO()
        self._whole.writelines(self.strings)
        self.write = self._whole.write

    def format(self, _: pdfdoc.PDFDocument) -> bytes:
        return self._whole.getvalue()


class PdfWriter:
    """Objects put together into a file. References may be used before what they refer to is there."""

    def __init__(self, packer: Packer, version: tuple[int, int] = (1, 6)) -> None:
        self._packer = packer
        self._document = _Document(version)
        self._digest = hashlib.sha256()

    def reserve(self, name: str) -> Value:
        """A reference to an object that ``put`` adds later under this name."""
        return pdfdoc.PDFObjectReference(name)

    def put(self, entries: Mapping[str, Value], name: str | None = None) -> Value:
        """Add a dictionary and return a reference to it."""
        return self._document.Reference(pdfdoc.PDFDictionary(dict(entries)), name)

    def put_array(self, values: Sequence[Value], name: str) -> Value:
        """Add an array under a name that may have been reserved."""
        return self._document.Reference(pdfdoc.PDFArray(values), name)

    def put_stream(self, entries: Mapping[str, Value], data: bytes, name: str | None = None) -> Value:
        """Add a stream, deflated in the background until ``finish`` needs it."""
        return self.put_packed(entries, data, self._packer.start(data), name)

    def put_packed(
        self,
        entries: Mapping[str, Value],
        source: bytes,
        packed: Callable[[], bytes],
        name: str | None = None,
    ) -> Value:
        """Add a stream whose data is being deflated; ``packed`` waits for it. ``source`` is the data, or what
        says as much of it: the file's identifier is made from that."""
        self._digest.update(source)
        return self._document.Reference(_Stream({**entries, "Filter": b"/FlateDecode"}, packed), name)

    def put_encoded(self, entries: Mapping[str, Value], data: bytes, name: str | None = None) -> Value:
        """Add a stream whose data is already in the form that ``entries`` says."""
        self._digest.update(data)
        return self._document.Reference(_Stream(dict(entries), lambda: data), name)

    @property
    def identity(self) -> str:
        """A hash of the streams so far, or of what they are made from, 32 hexadecimal digits."""
        return self._digest.hexdigest()[:32]

    def finish(self, catalog: Mapping[str, Value], info: Mapping[str, Value]) -> bytes:
        """Return the file. Its identifier is a hash of ``identity`` and ``info``."""
        document = self._document
        document.Catalog = pdfdoc.PDFDictionary(dict(catalog))
        document.info = pdfdoc.PDFDictionary(dict(info))
        with _neutral_settings():
            self._digest.update(document.info.format(document))
            document.identity = self._digest.hexdigest()[:32].upper().encode()
            return bytes(document.format())


def text_string(text: str) -> Value:
    """A string that people read: PDFDocEncoding where that will do, else UTF-16."""
    return pdfdoc.PDFString(text)


def array(*values: Value) -> Value:
    """An array."""
    return pdfdoc.PDFArray(values)


def dictionary(entries: Mapping[str, Value]) -> Value:
    """A dictionary that stands where it is used. Names are written byte by byte, as UTF-8: reportlab writes
    characters."""
    named = {key if key.isascii() else key.encode().decode("latin-1"): entries[key] for key in entries}
    return pdfdoc.PDFDictionary(named)


@contextmanager
def _neutral_settings() -> Iterator[None]:
    """Hold the settings that would show in the bytes at fixed values, and have files put together our way."""
    saved, file = {name: getattr(rl_config, name) for name in _NEUTRAL}, pdfdoc.PDFFile
    vars(rl_config).update(_NEUTRAL)
    pdfdoc.PDFFile = _File
    try:
        yield
    finally:
        vars(rl_config).update(saved)
        pdfdoc.PDFFile = file
