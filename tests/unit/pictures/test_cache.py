"""Converted pictures kept on disk."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from broadsheet.cli.parser import parse
from broadsheet.cli.results import options_of
from broadsheet.options import BuildOptions
from broadsheet.painting import paint_set
from broadsheet.pictures.cache import PictureCache
from broadsheet.pictures.raster import Raster
from broadsheet.tree.node import Group, LayoutTree, Picture, Role, TreePage

PICTURE = Picture(0, 0, 72_000, 72_000, "a.png", "digest", (0, 0, 10, 10), path="a.png")
RASTER = Raster(10, 5, 4, "DCTDecode", bytes(range(256)), inverted=True)


class Converter:
    """Counts how often it is asked."""

    def __init__(self, raster: Raster = RASTER) -> None:
        self.raster, self.calls = raster, 0

    def __call__(self) -> Raster:
        self.calls += 1
        return self.raster


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("??/*"))


@pytest.mark.parametrize("filter_name", ["", "DCTDecode", "FlateDecode"])
def test_the_second_time_nothing_is_converted(filter_name: str, tmp_path: Path) -> None:
    convert = Converter(replace(RASTER, filter=filter_name))
    found = [PictureCache(tmp_path).take(PICTURE, b"p", convert) for _ in range(3)]
    assert found == [convert.raster] * 3
    assert convert.calls == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(PICTURE, digest="another"),
        replace(PICTURE, crop=(0, 0, 10, 9)),
        replace(PICTURE, width=72_001),
        replace(PICTURE, grey=True),
        replace(PICTURE, quality=84),
        replace(PICTURE, sharpen=0),
        replace(PICTURE, resolution=170),
        replace(PICTURE, perceptual=True),
    ],
)
def test_whatever_differs_is_another_entry(other: Picture, tmp_path: Path) -> None:
    cache, convert = PictureCache(tmp_path), Converter()
    cache.take(PICTURE, b"p", convert)
    cache.take(other, b"p", convert)
    assert convert.calls == 2


def test_another_profile_is_another_entry_and_another_place_is_not(tmp_path: Path) -> None:
    cache, convert = PictureCache(tmp_path), Converter()
    cache.take(PICTURE, b"p", convert)
    cache.take(replace(PICTURE, x=5, y=9, name="b.png", path="b.png"), b"p", convert)
    assert convert.calls == 1
    cache.take(PICTURE, b"q", convert)
    assert convert.calls == 2


@pytest.mark.parametrize("damage", [b"", b"broadsheet picture 1\n", b"other"])
def test_a_damaged_entry_is_made_again(damage: bytes, tmp_path: Path) -> None:
    cache, convert = PictureCache(tmp_path), Converter()
    cache.take(PICTURE, b"p", convert)
    [path] = entries(tmp_path)
    whole = path.read_bytes()
    for bad in (
        damage,
        whole[:-1],
        whole[:40],
        whole[:-9] + b"x" + whole[-8:],
        whole.replace(b"10 5", b"10 6"),
    ):
        convert.calls = 0
        path.write_bytes(bad)
        assert cache.take(PICTURE, b"p", convert) == RASTER
        assert convert.calls == 1
        assert path.read_bytes() == whole


def test_a_folder_that_cannot_be_used_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    convert = Converter()
    assert PictureCache(tmp_path / "file" / "below").take(PICTURE, b"p", convert) == RASTER


def test_a_picture_of_which_no_digest_is_known_is_not_kept(tmp_path: Path) -> None:
    PictureCache(tmp_path).take(replace(PICTURE, digest=""), b"p", Converter())
    assert entries(tmp_path) == []


def test_many_at_once_leave_whole_entries_and_nothing_else(tmp_path: Path) -> None:
    def work(number: int) -> Raster:
        return PictureCache(tmp_path).take(replace(PICTURE, width=number % 5), b"p", Converter())

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(work, range(100))) == {RASTER}
    assert len(entries(tmp_path)) == 5


def test_what_was_not_used_for_the_longest_time_goes_first(tmp_path: Path) -> None:
    first = PictureCache(tmp_path)
    for number in range(4):
        first.take(replace(PICTURE, width=number), b"p", Converter())
    size = entries(tmp_path)[0].stat().st_size
    for age, path in enumerate(entries(tmp_path)):
        os.utime(path, (1000 - age, 1000 - age))
    kept = entries(tmp_path)[0]
    PictureCache(tmp_path, 2 * size + 20).take(replace(PICTURE, width=9), b"p", Converter())
    assert len(entries(tmp_path)) == 2
    assert kept in entries(tmp_path)


def test_pages_are_the_same_bytes_with_and_without(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.effect_mandelbrot((120, 90), (-2, -1.5, 1, 1.5), 60).convert("RGB").save(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    placed = Picture(0, 0, 72_000, 54_000, "a.jpg", digest, (0, 0, 120, 90), path=str(path))
    page = TreePage(1, "p", "", 72_000, 54_000, 0, (Group(Role.PICTURE, (placed,)),))
    tree = LayoutTree("t", "2026-11-23", (), (page,), (), ())
    cached = BuildOptions(formats=("pdf",), picture_cache=tmp_path / "cache")
    plain = paint_set(tree, BuildOptions(formats=("pdf",)))
    assert paint_set(tree, cached) == plain
    path.write_bytes(b"")  # not looked at again
    assert paint_set(tree, cached) == plain


def test_the_flags_say_where_and_whether(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def folder(*flags: str) -> Path | None:
        return options_of(parse(["build", "paper", *flags])).picture_cache

    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert folder() == tmp_path / "broadsheet" / "pictures"
    assert folder("--cache", "here") == Path("here", "pictures")
    assert folder("--no-cache", "--cache", "here") is None
