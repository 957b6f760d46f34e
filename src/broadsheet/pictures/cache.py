"""Converted pictures on disk, so that each is converted once a press and size.

The name of an entry is a digest of everything that it was made from: the picture's own digest, its
crop, size and treatment, the press's profile, and the code that converts. So nothing in the folder is ever
out of date, any number of processes may share it, and it may be deleted at any time. Nothing here
loads Pillow.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from PIL import __version__ as pillow_version

from broadsheet.pictures.raster import Raster
from broadsheet.resources import let_go, whole
from broadsheet.tree.node import Picture

#: An entry: this line, one of numbers, one with the pixels' digest, the pixels.
_MAGIC = b"broadsheet picture 1\n"
_DIGEST = 64
#: What the folder may hold; the entries that were not used for the longest time go first.
MOST_BYTES = 2_000_000_000
_FILTERS = ("", "DCTDecode", "FlateDecode")


class PictureCache:
    """A folder of converted pictures. A folder that cannot be written or read is as good as none."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most = most_bytes
        self._is_swept = False

    def take(self, picture: Picture, profile: bytes, convert: Callable[[], Raster]) -> Raster:
        """Return a picture's raster, from the folder where it is there and whole, else from ``convert``."""
        if not picture.digest:  # what it shows is not known
            return convert()
        path = self._path(picture, profile)
        found = _read(path)
        if found is None:
            found = convert()
            self._write(path, found)
        return found

    def holds(self, picture: Picture, profile: bytes) -> bool:
        """Whether ``take`` would most likely not have to convert it."""
        return bool(picture.digest) and self._path(picture, profile).exists()

    def _path(self, picture: Picture, profile: bytes) -> Path:
        made_from = (
            picture.digest,
            picture.crop,
            (picture.width, picture.height),
            (picture.grey, picture.resolution, picture.sharpen, picture.quality),
            (picture.perceptual, picture.ink),
            hashlib.sha256(profile).hexdigest(),
            _code(),
        )
        name = hashlib.sha256(repr(made_from).encode()).hexdigest()
        return self._folder / name[:2] / name[2:]

    def _write(self, path: Path, raster: Raster) -> None:
        with suppress(OSError):  # a full disk, a folder that is not ours: the picture is made all the same
            with whole(path) as scratch:
                scratch.write_bytes(_entry(raster))
            self._sweep()

    def _sweep(self) -> None:
        """Let go of what was not used for the longest time; once a build."""
        if not self._is_swept:
            self._is_swept = True
            let_go(self._folder.glob("??/*"), self._most)


@lru_cache(maxsize=1)
def _code() -> str:
    """What converts: the modules beside this one, and Pillow's version."""
    digest = hashlib.sha256(pillow_version.encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _entry(raster: Raster) -> bytes:
    filter_number = _FILTERS.index(raster.filter)
    numbers = (raster.width, raster.height, raster.channels, filter_number, int(raster.inverted))
    head = " ".join(map(str, numbers)).encode() + b"\n"
    digest = hashlib.sha256(head + raster.data).hexdigest().encode()
    return _MAGIC + head + digest + b"\n" + raster.data


def _read(path: Path) -> Raster | None:
    """The raster of an entry; None where there is none, or it is not what was written."""
    try:
        entry = path.read_bytes()
        if not entry.startswith(_MAGIC):
            return None
        end = entry.index(b"\n", len(_MAGIC)) + 1
        head, data = entry[len(_MAGIC) : end], entry[end + _DIGEST + 1 :]
        if hashlib.sha256(head + data).hexdigest().encode() != entry[end : end + _DIGEST]:
            return None
        width, height, channels, filter_number, inverted = map(int, head.split())
        with suppress(OSError):  # another's folder: it may be read all the same
            os.utime(path)
    except (OSError, ValueError):
        return None
    return Raster(width, height, channels, _FILTERS[filter_number], data, bool(inverted))
