"""The files of an edition: found, kept inside its folders, read once, named for messages."""

from __future__ import annotations

import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Hashable
from contextlib import suppress
from pathlib import Path, PurePosixPath
from stat import S_ISREG
from typing import TypeVar

from broadsheet.diagnostics import BroadsheetError, Hint, hint, refusal
from broadsheet.patterns import late_pattern
from broadsheet.readers.report import RefusedError, Report, name_hints
from broadsheet.readers.schema import Reading, Record
from broadsheet.readers.yamlnode import Node, parse_yaml
from broadsheet.resources import shipped
from broadsheet.source import Source, Span
from broadsheet.stamps import mode_of, real_path
from broadsheet.standing import NOTHING_STANDING, Keeper

Made = TypeVar("Made")
_Hints = Callable[[], tuple[Hint, ...]]

_NAME = late_pattern(r"[\w-][\w .-]{0,59}\Z")  # 60 characters are at most 240 bytes
MOST_NAME = 255  # bytes of one part of a path, on every file system we know

#: More than any story or spec: what is larger was not written by a desk.
MOST_BYTES = 16_000_000


class Files:
    """Reads the texts of one edition. ``root`` is its folder; nothing outside it is read.

    Shipped layouts and style sheets are the one exception, and only by their names.
    """

    def __init__(self, root: Path, report: Report, keeper: Keeper = NOTHING_STANDING) -> None:
        self.root = real_path(root)
        self.report = report
        self.keeper = keeper
        self.sources: dict[str, Source] = {}
        self.inputs: dict[str, None] = {}
        self._shipped = shipped("layouts").resolve()
        self._bases = ((self._shipped, "layouts/"), (Path.cwd(), ""), (self.root, ""))

    def name(self, path: Path) -> str:
        """How messages call a file: from the working folder, or from the edition's; a shipped one always the
        same, wherever it is installed."""
        for base, prefix in self._bases:
            if path.is_relative_to(base):
                return prefix + path.relative_to(base).as_posix()
        return path.as_posix()

    def relative(self, path: Path) -> str:
        """A file's name from the edition's folder, as the layout tree keeps it."""
        return path.relative_to(self.root).as_posix()

    def inside(self, written: str, span: Span | None) -> Path:
        """The absolute path of a name below the edition's folder; refuses what leaves it."""
        path = self._resolved(written, span)
        if Path(written).is_absolute() or not path.is_relative_to(self.root):
            raise self.report.refused("E106", span, path=written)
        return path if written.isascii() else self._as_spelled(path)

    def _as_spelled(self, path: Path) -> Path:
        """The path as its names are spelled on disk: a Mac, and what it packed, has accents, kana and Hangul
        taken apart (が as か and ゛), and the same name is typed in one piece."""
        found = self.root
        try:
            for part in path.relative_to(self.root).parts:
                step = found / part
                if not step.exists():
                    name = one_spelling(part)
                    step = next(each for each in found.iterdir() if one_spelling(each.name) == name)
                found = step
            real = found.resolve()
        except (OSError, RuntimeError, StopIteration):
            return path
        return real if real.is_relative_to(self.root) else path

    def _resolved(self, written: str, span: Span | None) -> Path:
        if any(len(part.encode()) > MOST_NAME for part in written.split("/")):
            reason = "the name is too long"
            raise self.report.refused("E102", span, path=written[:60] + "…", reason=reason)
        try:
            return (self.root / written).resolve()
        except (OSError, RuntimeError, ValueError) as error:  # a circle of links, a NUL
            self.report.add("E102", span, path=written.replace("\0", "?"), reason="no usable name")
            raise RefusedError from error

    def existing(
        self, written: str, span: Span | None, code: str, *hints: Hint, near: _Hints = tuple
    ) -> Path:
        """The path of a file that has to be there; ``code`` is the error where it is not, ``hints`` or those
        of ``near`` what helps where no other file may be meant. A stand-in's mistake was told."""
        if span is not None and not span.file and not written:
            raise RefusedError
        path = self.inside(written, span)
        if not S_ISREG(self.mode(path, span)):
            raise self.report.refused(code, span, self._meant(written) or hints or near(), path=written)
        self.inputs[str(path)] = None
        return path

    def mode(self, path: Path, span: Span | None) -> int:
        """What a path is, as ``stamps.mode_of`` tells; refuses one in a folder that nobody may look into."""
        try:
            return mode_of(path)
        except OSError as error:
            raise self._unreadable(self.name(path), span, error) from error

    def _unreadable(self, name: str, span: Span | None, error: OSError) -> RefusedError:
        shown, reason = refusal(name, error)
        return self.report.refused("E102", span, path=shown, reason=reason)

    def _meant(self, written: str) -> tuple[Hint, ...]:
        """The file of that name but for capitals, spaces, its ending or a backslash, where there is one."""
        wanted = PurePosixPath(written.replace("\\", "/"))
        folder = PurePosixPath()
        try:
            for part in wanted.parent.parts:
                folders = self._names(folder, Path.is_dir)
                folder /= next(name for name in folders if _bare(name) == _bare(part))
            names = self._names(folder, Path.is_file)
        except (OSError, StopIteration):
            return ()
        like = [name for name in names if _bare(name) == _bare(wanted.name)]
        return tuple(hint("did-you-mean", name=str(folder / name)) for name in like[:1])

    def _names(self, folder: PurePosixPath, kind: Callable[[Path], bool]) -> list[str]:
        """The names of what is in a folder of the edition, of one kind; none of one that leads out of it."""
        place = real_path(self.root / folder)
        inside = place.is_relative_to(self.root)
        return sorted(path.name for path in place.iterdir() if kind(path)) if inside else []

    def source(self, path: Path, span: Span | None = None) -> Source:
        """The text of a file, its line ends made one, without a byte order mark."""
        name = self.name(path)
        mode = self.mode(path, span)
        if not S_ISREG(mode):
            code = "E102" if mode else "E101"
            raise self.report.refused(code, span, path=name, reason="not a file")
        self.inputs[str(path)] = None
        try:
            if path.stat().st_size > MOST_BYTES:
                raise self.report.refused("E102", span, path=name, reason="larger than 16 MB")
            data = path.read_bytes().removeprefix(BOM_UTF8)
        except OSError as error:
            raise self._unreadable(name, span, error) from error
        source = Source(name, self._decode(data, name))
        self.sources[name] = source
        return source

    def _decode(self, data: bytes, name: str) -> str:
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            before = data[: error.start]
            line = before.count(b"\n") + 1
            column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
            self.report.add("E103", Span(name, line, column), encoding_hints(data, error.start), path=name)
            raise RefusedError from error
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

    def yaml(self, path: Path, span: Span | None = None) -> Node:
        """The located nodes of a YAML file."""
        source = self.source(path, span)
        return self.kept("yaml", source, lambda: parse_yaml(source, self.report))

    def kept(self, shelf: str, source: Source, read: Callable[[], Made]) -> Made:
        """What a text says; from an earlier reading where nothing was found wrong with it then."""
        return self.clean(shelf, source.name, source.text, read)

    def clean(self, shelf: str, name: Hashable, source: object, read: Callable[[], Made]) -> Made:
        """What a source of any kind says; from an earlier reading where nothing was found wrong then."""
        if self.keeper.stands(shelf, name, source):
            return self.keeper.take(shelf, name, source, read)
        found = len(self.report)
        value = read()
        if len(self.report) == found:
            self.keeper.take(shelf, name, source, lambda: value)
        return value

    def find_spec(self, folder: str, name: str, span: Span | None, code: str) -> Path:
        """The path of a layout or style sheet by name: the edition's own, then the shipped.

        ``folder`` is where its kind is kept (``layouts``, ``styles``). A name that ends in
        ``.yaml`` is a path from the edition's folder.
        """
        if name.endswith((".yaml", ".yml")):
            stem = PurePosixPath(name).stem  # of what is used by its name
            return self.existing(name, span, "E101", near=lambda: name_hints(stem, self._specs(folder)))
        name = one_spelling(name)
        own, kept = self._homes(folder)
        if _NAME.match(name):
            if self._as_spelled(own / f"{name}.yaml").is_file():
                return self.inside(f"{folder}/{name}.yaml", span)
            path = kept / f"{name}.yaml"
            if path.is_file():
                return path
        raise self.report.refused(code, span, name_hints(name, self._specs(folder)), name=name)

    def _homes(self, folder: str) -> tuple[Path, Path]:
        """Where layouts or style sheets are kept: the edition's own, and the shipped."""
        return self.root / folder, self._shipped if folder == "layouts" else self._shipped / folder

    def _specs(self, folder: str) -> set[str]:
        """The names of the layouts or style sheets that there are."""
        return {one_spelling(path.stem) for place in self._homes(folder) for path in place.glob("*.yaml")}


def one_spelling(name: str) -> str:
    """A name of a file, layout or story with its letters in one piece, however a system took them apart."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def _bare(name: str) -> str:
    """A file's name without what is easily written otherwise."""
    return "".join(unicodedata.normalize("NFKC", PurePosixPath(name).stem).casefold().split())


def encoding_hints(data: bytes, wrong: int) -> tuple[Hint, ...]:
    """What a text may be that is no UTF-8 from the byte ``wrong`` on, if it was nothing but ASCII before."""
    if data[:2] in (BOM_UTF16_LE, BOM_UTF16_BE):
        return (hint("encoding", name="UTF-16"),)
    if not data[:wrong].isascii():  # UTF-8 that was damaged
        return ()
    likely = [(_frequent(data, codec, signs), name) for name, codec, signs in _ENCODINGS]
    score, name = max(likely, key=lambda each: each[0])
    return (hint("encoding", name=name),) if score > 0 or likely[0][0] == 0 else ()


#: What desks' systems write that is no UTF-8, by Python's name, and what no text in it is without. Most texts
#: in one of them can be read as another, into characters that nobody uses.
_ENCODINGS = (
    ("GBK", "gb18030", "的一是在，。"),
    ("Big5", "cp950", "的一是在，。"),
    ("Shift_JIS", "cp932", "のはをに、。"),
    ("EUC-KR", "cp949", "이다는을에의"),
)


def _frequent(data: bytes, codec: str, signs: str) -> int:
    """How many of some characters a text has when it is read so; -1 where it cannot be."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return -1
    return sum(map(text.count, signs))


def read_alone(path: Path, what: Record[Made]) -> Made:
    """What a file says that is read by itself. Raises BroadsheetError with everything that is wrong in it."""
    report = Report()
    files = Files(path.parent, report)
    made: Made | None = None
    with suppress(RefusedError):
        made = what.read(files.yaml(real_path(path)), "", Reading(report))
    if made is None or report.errors:
        raise BroadsheetError(report.errors, files.sources)
    return made
