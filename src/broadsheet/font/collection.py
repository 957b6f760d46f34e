"""The faces that a paper can use: found by family and weight, with fallbacks by character."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from broadsheet.font.face import Face
from broadsheet.font.flat import FlatFaces
from broadsheet.font.sfnt import SUFFIXES, FaceFile, FontFileError, scan_file

#: 〓, the mark that compositors set where a sort was missing.
GETA = "〓"

#: Searched in this order when a style's own face has no glyph for a character.
FALLBACK_FAMILIES = ("Broadsheet Song", "Broadsheet Song Wide")


def font_files(folders: Iterable[Path]) -> Iterator[Path]:
    """The font files in these folders and in theirs, in the order in which they count; no broken links."""
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix.lower() in SUFFIXES and path.is_file():
                yield path


class UnknownFamilyError(Exception):
    """No font folder holds this family."""

    def __init__(self, family: str, known: Sequence[str]) -> None:
        super().__init__(family)
        self.family = family
        self.known = tuple(known)


class Collection:
    """Every face in the given folders; a folder named earlier goes first.

    A face is opened when the first character is set in it. Bad files are kept in ``damaged``. ``tables``
    is a folder where the faces' measures are kept from build to build, None for none.
    """

    def __init__(self, folders: Iterable[Path], tables: Path | None = None) -> None:
        self._tables = FlatFaces(tables) if tables else None
        self.damaged: list[tuple[str, str]] = []
        self._files: dict[str, list[FaceFile]] = {}
        self._faces: dict[tuple[str, int], Face] = {}
        self._stems: dict[str, set[str]] = {}  # the paths that share a file name
        for path in font_files(folders):
            self._add(path)

    def _add(self, path: Path) -> None:
        try:
            faces = scan_file(path)
        except FontFileError as error:
            self.damaged.append((str(path), str(error)))
            return
        self._stems.setdefault(path.stem, set()).add(str(path))
        for face in faces:
            for family in face.families:
                self._files.setdefault(family, []).append(face)

    @property
    def families(self) -> tuple[str, ...]:
        """The families that can be named, sorted."""
        return tuple(sorted(self._files))

    def files(self, family: str) -> tuple[FaceFile, ...]:
        """The faces of a family, in the order they were found."""
        return tuple(self._files.get(family, ()))

    def face(self, family: str, weight: int) -> Face:
        """The face nearest in weight (the first found of equals). Raises UnknownFamilyError."""
        key = (family, weight)
        if key not in self._faces:
            files = self._files.get(family)
            if not files:
                raise UnknownFamilyError(family, self.families)
            best = _nearest(files, weight)
            same = next((face for face in self._faces.values() if face.file == best), None)
            shared = len(self._stems[Path(best.path).stem]) > 1
            self._faces[key] = same or Face(best, shared_name=shared, tables=self._tables)
        return self._faces[key]

    def file_of(self, family: str, weight: int) -> FaceFile | None:
        """The file that ``face`` would open; None for a family that is not there."""
        files = self._files.get(family)
        return _nearest(files, weight) if files else None

    def fallback(self, character: str, preferred: Face) -> Face | None:
        """The face that a character is set in: the preferred one if it has it, else the one nearest to that
        in weight, of equals the first of the fallback families, then any other the folders hold; None where
        no face has it."""
        if preferred.glyphs[character]:
            return preferred
        weight, found = preferred.file.weight, None
        for family in (*FALLBACK_FAMILIES, *self.families):
            if family in self._files:
                face = self.face(family, weight)
                off = abs(face.file.weight - weight)
                if (found is None or off < found[0]) and face.glyphs[character]:
                    found = off, face
                    if not off:
                        break
        return found[1] if found else None

    def named(self, key: str) -> Face:
        """The face of a key that a layout tree has: one asked for already, or else (a worker asked for it)
        found among the files. Raises KeyError."""
        for face in self.opened:
            if face.key == key:
                return face
        for family, files in self._files.items():
            for file in files:
                shared = len(self._stems[Path(file.path).stem]) > 1
                face = Face(file, shared_name=shared, tables=self._tables)
                if face.key == key:
                    return self._faces.setdefault((family, file.weight), face)
        raise KeyError(key)

    @property
    def opened(self) -> tuple[Face, ...]:
        """Every face asked for so far, once each, by key."""
        unique = {face.key: face for face in self._faces.values()}
        return tuple(unique[key] for key in sorted(unique))


def _nearest(files: Sequence[FaceFile], weight: int) -> FaceFile:
    """The file nearest in weight, the first found of equals; one that is not italic."""
    return min(files, key=lambda file: (file.italic, abs(file.weight - weight)))
