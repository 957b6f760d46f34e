"""Pictures that an edition names: there, readable, and how many pixels they have."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from stat import S_ISREG

from broadsheet.diagnostics import Hint, hint
from broadsheet.model.edition import PictureFile
from broadsheet.readers.files import Files
from broadsheet.readers.printing import Printing
from broadsheet.readers.report import Overrides, RefusedError
from broadsheet.readers.schema import Located
from broadsheet.stamps import mode_of

_GAP_SIZE = (3, 2)  # a gap has any shape; this is a photograph's


class Pictures:
    """The pictures of one edition, each looked at once.

    With ``gaps`` of the overrides, one that is not there, cannot be decoded or is refused is a problem, and a
    gap stands for it; what lies outside the edition's folder stays an error.
    """

    def __init__(
        self, files: Files, overrides: Overrides | None = None, printing: Printing | None = None
    ) -> None:
        chosen = overrides or Overrides()
        self._printing = printing or Printing()
        self.files = files
        self._gaps = chosen.gaps
        self._decode = chosen.gaps or chosen.decode
        self._without = () if chosen.night else (hint("gaps"),)
        self._known: dict[str, PictureFile | None] = {}
        self.named: dict[str, PictureFile] = {}  # by the names that elements use

    def file(self, written: Located[str]) -> PictureFile:
        """The picture of that name; refuses what is not there or cannot be used."""
        if written.value not in self._known:
            try:
                self._known[written.value] = self._look(written)
            except RefusedError:
                self._known[written.value] = None
        known = self._known[written.value]
        if known is None:
            raise RefusedError
        return known

    def may_stand(self, written: Located[str]) -> bool:
        """Whether a picture or its gap may stand for a name: a file has it, or gaps are asked for."""
        return self._gaps or not self._missing(written)

    def _missing(self, written: Located[str]) -> str:
        """Why there is no file of that name; nothing where there is one."""
        try:
            mode = mode_of(self.files.inside(written.value, written.span))
        except OSError as error:
            return error.strerror or "unreadable"
        return "" if S_ISREG(mode) else "not found"

    def miss(self, written: Located[str]) -> None:
        """Leave a gap, where gaps are asked for, for a picture whose story is missing."""
        if self._gaps and written.value not in self._known:
            self._known[written.value] = self._gap(written, "its story is missing")

    def element(self, written: Located[str]) -> PictureFile:
        """The picture that an element names, kept under that name."""
        self.named[written.value] = self.file(written)
        return self.named[written.value]

    def _look(self, written: Located[str]) -> PictureFile:
        if self._gaps and (reason := self._missing(written)):
            return self._gap(written, reason)
        path = self.files.existing(written.value, written.span, "E604", *self._without)
        report, name = self.files.report, self.files.relative(path)
        if path.suffix.lower() in {".pdf", ".svg"}:
            return self._graphic(written, path, name)
        from broadsheet.pictures.probe import (  # noqa: PLC0415  late: only for pictures
            ProbeError,
            TooLargeError,
            count_frames,
            other_kind,
            probe,
        )

        try:
            probed = probe(path)
            if self._decode:
                _decode(path, probed.size)
        except ProbeError as error:
            kind = other_kind(path)
            hints = (hint("picture-kinds", kind=kind),) if kind else ()
            if self._gaps:
                return self._gap(written, str(error), hints)
            code = "E608" if isinstance(error, TooLargeError) else "E605"
            report.add(code, written.span, hints, path=name, reason=str(error))
            raise RefusedError from error
        frames = count_frames(path)
        if frames > 1:
            report.add("W638", written.span, path=name, count=str(frames))
        return PictureFile(str(path), name, *probed.size, grey=probed.grey, origin=written.span)

    def _graphic(self, written: Located[str], path: Path, name: str) -> PictureFile:
        """A page of a PDF, or a drawing. Where gaps are asked for, what is refused leaves one, and why it
        was refused is told as a problem."""
        from broadsheet.readers.graphics import pdf_graphic, svg_graphic  # noqa: PLC0415  late: few papers have one

        with self.files.report.standing_in() if self._gaps else nullcontext():
            try:
                if path.suffix.lower() == ".pdf":
                    return pdf_graphic(path, name, written.span, (self.files, self._printing))
                return svg_graphic(written, path, name, self.files)
            except RefusedError:
                if not self._gaps:
                    raise
                return self._gap(written, "refused")

    def _gap(self, written: Located[str], reason: str, hints: tuple[Hint, ...] = ()) -> PictureFile:
        self.files.report.add("P609", written.span, hints, path=written.value, reason=reason)
        return PictureFile("", written.value, *_GAP_SIZE, gap=True, origin=written.span)


def _decode(path: Path, size: tuple[int, int]) -> None:
    """Raise ProbeError for a picture whose pixels cannot be had: else that is found when it is painted."""
    from broadsheet.pictures.opening import UnusableError, glance  # noqa: PLC0415  late: Pillow
    from broadsheet.pictures.probe import ProbeError  # noqa: PLC0415  late: only for pictures

    try:
        glance(path, size)
    except UnusableError as error:
        raise ProbeError(str(error)) from error
