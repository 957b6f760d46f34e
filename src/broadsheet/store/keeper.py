"""A keeper whose things are known by the digests of what they were made from."""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeAlias, TypeVar

from broadsheet.diagnostics import Diagnostic
from broadsheet.model.article import Article
from broadsheet.model.drawing import Drawing
from broadsheet.model.edition import Edition, PageLayout, Story
from broadsheet.model.style import ParagraphStyle, StoryStyle, TextStyle
from broadsheet.stamps import real_path
from broadsheet.store.file import Entry, NewFile, Piece, StoredFile
from broadsheet.store.outline import Heavy, UnknownThingError, fulfil, outlined, promised

Made = TypeVar("Made")

_KEPT = frozenset(
    (
        *("story", "characters", "picture", "page-tree", "inked", "pictures", "said", "inking"),
        *("critic", "story-critic", "page", "tree", "ticket", "judged"),
        *("outline", "drawing", "graphic"),
    )
)
"""The shelves that are stored; what stands on others is as soon made as read."""

_NAMED = frozenset(("settings", "article"))
"""Shelves of what is made anew in each build, and is the same where its source is."""

_DIGEST = "digest"
"""The shelf of files' sha256: that of a file that was read or written just now is known."""

_SHARED = frozenset(
    (Article, Diagnostic, Drawing, Edition, PageLayout, ParagraphStyle, Story, StoryStyle, TextStyle)
)
"""Much in few: each is digested once a build, in however many sources it stands."""

_Known: TypeAlias = dict[int, tuple[object, str]]
"""What has a key, by its id; it is held, so that no other thing has the same."""

_BAD = (
    *(UnknownThingError, pickle.UnpicklingError),
    *(AttributeError, LookupError, TypeError, ValueError, EOFError),
)
"""What reading a value may raise that another engine wrote; the file itself is sound by its digest."""


class Store:
    """The keeper of one edition. ``path`` is its file, ``stamp`` what everything in it depends on besides
    the sources: the engine, its libraries.

    A context: what was made is written when it is left in peace. ``fresh`` lists what had to be made, by
    shelf and name. Not to be shared by threads.
    """

    def __init__(self, path: Path, stamp: Iterable[object]) -> None:
        self.fresh: list[tuple[str, Hashable]] = []
        self._old = StoredFile(path)
        self._new = NewFile(path)
        self._stamp = repr(tuple(stamp)).encode()
        self._entries: dict[tuple[str, Hashable], Entry] = {}
        self._known: _Known = {}
        self._by_key: dict[str, object] = {}
        self._at_hand: list[tuple[bytes, Piece]] = []  # the files of what was taken last: no others are held

    def __enter__(self) -> Self:
        """Begin a build."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Write what is new, unless the build came to nothing."""
        if kind is None and (self.fresh or self._entries.keys() != self._old.entries.keys()):
            self._new.finish({key: self._carried(entry, key) for key, entry in self._entries.items()})
        self._new.drop()
        self._old.close()

    def last(self, _shelf: str, _name: Hashable) -> object:
        """Nothing: what was made of another source is not kept."""
        return None

    def stands(self, shelf: str, name: Hashable, source: object) -> bool:
        """Whether it need not be made."""
        entry = self._old.entries.get((shelf, name)) if shelf in _KEPT else None
        return entry is not None and entry.source == self._digest(source)

    def take(self, shelf: str, name: Hashable, source: object, make: Callable[[], Made]) -> Made:
        """Return what is stored, or make it."""
        if shelf == _DIGEST:
            known = next((piece.digest.hex() for data, piece in self._at_hand if data is source), None)
            return known or make()  # type: ignore[return-value]  # the shelf's own kind
        if shelf not in _KEPT:
            made = make()
            if shelf in _NAMED:
                self._know(made, f"{shelf} {name!r} {self._digest(source).hex()}")
            return made
        digest = self._digest(source)
        entry = self._old.entries.get((shelf, name))
        if entry is not None and entry.source == digest:
            try:
                found = self._found(shelf, entry, make)
            except _BAD:
                pass
            else:
                self._entries[shelf, name] = entry
                return found  # type: ignore[no-any-return]  # the shelf's own kind
        made = make()
        self.fresh.append((shelf, name))
        self._entries[shelf, name] = self._entry(shelf, digest, made)
        return made

    def _found(self, shelf: str, entry: Entry, make: Callable[[], object]) -> Any:
        """A stored thing, what is heavy in it promised."""
        if entry.files:
            files = {name: self._old.read(piece) for name, piece in entry.files}
            self._at_hand = [(files[name], piece) for name, piece in entry.files]
            return files.get("", files)

        def keep() -> None:
            _, made = outlined(make(), lambda value: None if id(value) in own else self._key_of(value))
            for promise, each in zip(promises, made, strict=True):
                fulfil(promise, each)

        value, promises = promised(entry.value, self._named, keep)
        own = {id(promise) for promise in promises}
        self._know_all(shelf, entry.source, promises)
        return value

    def _entry(self, shelf: str, digest: bytes, made: object) -> Entry:
        files = {"": made} if type(made) is bytes else made
        if isinstance(files, dict) and files and all(type(data) is bytes for data in files.values()):
            pieces = tuple((name, self._new.add(data)) for name, data in files.items())
            self._at_hand = [(files[name], piece) for name, piece in pieces]
            return Entry(digest, b"", pieces)
        value, heavy = outlined(made, self._key_of)
        self._know_all(shelf, digest, heavy)
        return Entry(digest, value)

    def _carried(self, entry: Entry, key: tuple[str, Hashable]) -> Entry:
        """An entry with its files in the new file."""
        if not entry.files or self._old.entries.get(key) is not entry:
            return entry
        carried = ((name, self._old.read_unproved(piece), piece.digest) for name, piece in entry.files)
        return Entry(
            entry.source, b"", tuple((name, self._new.carry(data, digest)) for name, data, digest in carried)
        )

    def _know_all(self, shelf: str, digest: bytes, heavy: Iterable[Heavy]) -> None:
        for number, each in enumerate(heavy):
            self._know(each, f"{shelf} {digest.hex()} {number}")

    def _know(self, value: object, key: str) -> None:
        self._known[id(value)] = (value, key)
        self._by_key[key] = value

    def _key_of(self, value: object) -> str | None:
        known = self._known.get(id(value))
        return known[1] if known else None

    def _named(self, key: str) -> object:
        try:
            return self._by_key[key]
        except KeyError as error:
            raise UnknownThingError(key) from error

    def _digest(self, source: object) -> bytes:
        return hashlib.sha256(self._stamp + _pickled(source, self._known)).digest()


class _Digester(pickle.Pickler):
    """Pickles a source: what is known by its key, and so is what should be, from then on."""

    def __init__(self, stream: io.BytesIO, known: _Known, whole: object) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self._known = known
        self._whole = whole

    def reducer_override(self, value: object) -> Any:
        """How one thing is pickled. A source has many, and for most nothing is called."""
        known = self._known.get(id(value))
        if known is not None:
            return str, (known[1],)
        kind = type(value)
        if kind not in _SHARED or value is self._whole:
            return NotImplemented
        key = hashlib.sha256(_pickled(value, self._known, value)).hexdigest()
        self._known[id(value)] = (value, key)
        return str, (key,)


def _pickled(value: object, known: _Known, whole: object = None) -> bytes:
    """The bytes of a source, without a word about which of its parts are one and the same: that differs where
    some are made and some read, and even with what else the process holds (names of files are interned)."""
    stream = io.BytesIO()
    pickler = _Digester(stream, known, whole)
    pickler.fast = True
    pickler.dump(value)
    return stream.getvalue()


def open_store(folder: Path, edition: Path, choices: Iterable[object], stamp: Iterable[object]) -> Store:
    """Return the store of an edition built with these choices (flags, results), in a folder of stores."""
    made_from = repr((str(real_path(edition)), tuple(choices))).encode()
    return Store(folder / hashlib.sha256(made_from).hexdigest()[:32], stamp)
