"""Tables of faces on disk: what they say, and when they are made again."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from broadsheet.font import flat
from broadsheet.font.collection import Collection
from broadsheet.font.flat import FlatFaces
from broadsheet.resources import shipped
from broadsheet.stamps import Stamp
from square import square_font

CHARACTERS = "中文 a𠮷"


@pytest.fixture
def font(tmp_path: Path) -> Path:
    (tmp_path / "fonts").mkdir()
    square_font(tmp_path / "fonts" / "kai.ttf", CHARACTERS, family="Kai")
    return tmp_path / "fonts" / "kai.ttf"


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return tmp_path / "tables"


def kept(tables: Path) -> Path:
    """The only table."""
    (only,) = tables.iterdir()
    return only


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The fonts that a table was made of, in order."""
    found: list[str] = []
    body = flat._body

    def noted(face: tuple[str, int], stamp: Stamp) -> bytes:
        found.append(face[0])
        return body(face, stamp)

    monkeypatch.setattr(flat, "_body", noted)
    return found


@pytest.mark.parametrize("weight", [400, 700])
def test_a_face_says_the_same_with_a_table_when_it_is_made_and_when_it_is_read(
    tables: Path, weight: int
) -> None:
    plain = Collection([shipped("fonts")]).face("Broadsheet Song", weight)
    for _ in ("made", "read"):
        face = Collection([shipped("fonts")], tables).face("Broadsheet Song", weight)
        for code in (*range(0xD800), *range(0xE000, 0x10000), *range(0x20000, 0x20400), 0x10FFFF):
            assert face.glyphs[chr(code)] == plain.glyphs[chr(code)]
        assert [face.advance(glyph) for glyph in (0, 1, 500, 5000)] == [
            plain.advance(glyph) for glyph in (0, 1, 500, 5000)
        ]
        assert face.digest == plain.digest
        assert face.units_per_em == plain.units_per_em
        assert face.word_advances("Avant") == plain.word_advances("Avant")


def test_a_table_is_made_once(font: Path, tables: Path, made: list[str]) -> None:
    for _ in range(3):
        face = FlatFaces(tables).take(str(font), 0)
        assert face is not None
        assert [bool(face.glyph(character)) for character in CHARACTERS + "龘𠮸"] == [True] * 5 + [False] * 2
    assert made == [str(font)]


def test_another_font_in_the_old_ones_place_is_read_anew(font: Path, tables: Path) -> None:
    """Of the same size, and with the old one's time: what copies and archives make of files."""
    before, old = font.stat(), font.read_bytes()
    FlatFaces(tables).take(str(font), 0)
    square_font(font, CHARACTERS.replace("文", "丈"), family="Kai")
    assert font.stat().st_size == len(old)
    os.utime(font, ns=(before.st_atime_ns, before.st_mtime_ns))
    face = FlatFaces(tables).take(str(font), 0)
    assert face is not None
    assert (bool(face.glyph("丈")), face.glyph("文")) == (True, 0)
    assert face.digest == hashlib.sha256(font.read_bytes()).hexdigest()


@pytest.mark.parametrize("at", [0, 31, 32, 80, 4000, -1])
def test_a_damaged_table_is_made_again(font: Path, tables: Path, made: list[str], at: int) -> None:
    FlatFaces(tables).take(str(font), 0)
    data = bytearray(kept(tables).read_bytes())
    whole = bytes(data)
    data[at] ^= 1
    kept(tables).write_bytes(data)
    assert FlatFaces(tables).take(str(font), 0) is not None
    assert (kept(tables).read_bytes(), len(made)) == (whole, 2)


def test_a_table_of_nothing_and_its_sum_is_made_again(font: Path, tables: Path, made: list[str]) -> None:
    FlatFaces(tables).take(str(font), 0)
    kept(tables).write_bytes(bytes(4))
    assert FlatFaces(tables).take(str(font), 0) is not None
    assert len(made) == 2


@pytest.mark.parametrize("size", [0, 1, 32, 90, 100_000])
def test_a_table_cut_short_is_made_again(font: Path, tables: Path, made: list[str], size: int) -> None:
    FlatFaces(tables).take(str(font), 0)
    whole = kept(tables).read_bytes()
    kept(tables).write_bytes(whole[:size])
    face = FlatFaces(tables).take(str(font), 0)
    assert face is not None
    assert face.glyph("中")
    assert (kept(tables).read_bytes(), len(made)) == (whole, 2)


def test_other_rules_make_another_table(
    font: Path, tables: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    FlatFaces(tables).take(str(font), 0)
    monkeypatch.setattr(flat, "_RULES", flat._RULES + 1)
    FlatFaces(tables).take(str(font), 0)
    assert len(made) == 2


def test_where_nothing_can_be_kept_the_font_is_asked(font: Path, tables: Path, made: list[str]) -> None:
    tables.write_text("a file where the folder should be")
    face = Collection([font.parent], tables).face("Kai", 400)
    assert face.glyphs["中"]
    assert made == []
    assert tables.read_text() == "a file where the folder should be"


def test_a_font_written_to_while_it_is_read_leaves_no_table(
    font: Path, tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = flat._body

    def late(face: tuple[str, int], stamp: Stamp) -> bytes:
        found = body(face, stamp)
        font.write_bytes(font.read_bytes() + b"\0")
        return found

    monkeypatch.setattr(flat, "_body", late)
    assert FlatFaces(tables).take(str(font), 0) is None
    assert list(tables.iterdir()) == []


def test_the_oldest_tables_go_when_there_are_too_many(
    font: Path, tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flat, "MOST_TABLES", 3)
    for number in range(6):
        path = font.with_name(f"{number}.ttf")
        path.write_bytes(font.read_bytes())
        assert FlatFaces(tables).take(str(path), 0) is not None
    assert len(list(tables.iterdir())) == 3


AT_ONCE = """\
import sys
from pathlib import Path
from broadsheet.font.flat import FlatFaces
font, tables = sys.argv[1], Path(sys.argv[2])
sys.stdin.readline()
for _ in range(20):
    found = FlatFaces(tables).take(font, 0)
    assert found is not None and found.glyph("中")
    for path in tables.glob("[!.]*"):
        path.unlink(missing_ok=True)
print(found.digest)
"""


def test_processes_make_a_table_at_once(font: Path, tables: Path) -> None:
    """Each of them also takes the table away again and again."""
    command = [sys.executable, "-c", AT_ONCE, str(font), str(tables)]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate(timeout=60)[0].strip() for process in running]
    assert told == [hashlib.sha256(font.read_bytes()).hexdigest()] * 3
    assert [path.name for path in tables.iterdir() if path.name.startswith(".")] == []
