"""Choosing faces: nearest weight, folders in order, fallback by character."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.font.collection import GETA, Collection, UnknownFamilyError
from broadsheet.model.style import FaceRef, TextStyle
from broadsheet.resources import shipped
from broadsheet.text.setting import Settings
from square import square_font


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for weight in (400, 700):
        square_font(tmp_path / f"song-{weight}.ttf", "中文 〓", family="Broadsheet Song", weight=weight)
    square_font(tmp_path / "wide.ttf", "中文龘", family="Broadsheet Song Wide")
    square_font(tmp_path / "kai.ttf", "中", family="Kai")
    square_font(tmp_path / "another.ttf", "ぎ", family="Another")
    return tmp_path


@pytest.mark.parametrize(("wanted", "found"), [(100, 400), (400, 400), (500, 400), (600, 700), (900, 700)])
def test_the_nearest_weight_is_taken(folder: Path, wanted: int, found: int) -> None:
    assert Collection([folder]).face("Broadsheet Song", wanted).file.weight == found


def test_a_tie_in_weight_goes_to_the_first_file_found(folder: Path) -> None:
    assert Collection([folder]).face("Broadsheet Song", 550).file.weight == 400


def test_a_folder_named_earlier_goes_first(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    own = tmp_path_factory.mktemp("own")
    square_font(own / "kai-of-our-own.ttf", "中文", family="Kai")
    assert Collection([own, folder]).face("Kai", 400).key == "kai-of-our-own"


def test_an_unknown_family_names_the_known_ones(folder: Path) -> None:
    with pytest.raises(UnknownFamilyError) as caught:
        Collection([folder]).face("Hei", 400)
    assert caught.value.known == ("Another", "Broadsheet Song", "Broadsheet Song Wide", "Kai")


def test_a_face_is_called_the_same_whoever_asked_first() -> None:
    names = [(("Broadsheet Hei", 500), ("Broadsheet Hei Medium", 400)), (("Broadsheet Hei Medium", 400),)]
    for asked in names:
        collection = Collection([shipped("fonts")])
        assert {collection.face(*name).family for name in asked} == {"Broadsheet Hei"}


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert Collection([tmp_path / "none"]).families == ()


def test_a_damaged_file_is_noted_and_the_others_serve(folder: Path) -> None:
    (folder / "bad.ttf").write_bytes(b"\0\1\0\0")
    collection = Collection([folder])
    assert [Path(path).name for path, _ in collection.damaged] == ["bad.ttf"]
    assert "Kai" in collection.families


@pytest.mark.parametrize(
    ("character", "family"),
    [("中", "Kai"), ("文", "Broadsheet Song"), ("龘", "Broadsheet Song Wide"), ("ぎ", "Another")],
)
def test_a_character_comes_from_the_styles_face_then_song_then_any(
    folder: Path, character: str, family: str
) -> None:
    collection = Collection([folder])
    face = collection.fallback(character, collection.face("Kai", 400))
    assert face is not None
    assert face.family == family


def test_of_the_faces_that_have_a_character_the_nearest_in_weight_is_taken(folder: Path) -> None:
    square_font(folder / "paper-400.ttf", "龘鑫", family="Zhai", weight=400)
    square_font(folder / "paper-700.ttf", "龘鑫", family="Zhai", weight=700)
    collection = Collection([folder])
    for weight, family in ((700, "Zhai"), (400, "Broadsheet Song Wide")):
        face = collection.fallback("龘", collection.face("Broadsheet Song", weight))
        assert face is not None
        assert (face.family, face.file.weight) == (family, weight)


def test_a_character_that_no_face_has_is_set_as_geta(folder: Path) -> None:
    collection = Collection([folder])
    assert collection.fallback("鑫", collection.face("Kai", 400)) is None
    setting = Settings(collection).of(TextStyle(FaceRef("Kai"), 10_000))
    song = collection.face("Broadsheet Song", 400)
    assert setting.boxes["鑫"][0] == song.glyphs[GETA] != 0
    assert setting.boxes["鑫"][1] == 10_000


@pytest.mark.parametrize("character", ["\ue123", "\U000f0001", "\u0378", "\u0325", "\u20dd"])
def test_what_may_have_a_look_is_never_left_out(character: str, folder: Path) -> None:
    """What a paper has made itself (造字), characters of a newer Unicode, accents, circles round others."""
    collection = Collection([folder])
    setting = Settings(collection).of(TextStyle(FaceRef("Kai"), 10_000))
    assert setting.boxes[character][:2] == (collection.face("Broadsheet Song", 400).glyphs[GETA], 10_000)


INVISIBLE = ["\x07", "\u200d", "\u2028", "\ufe0f", "\U000e0100", "\u034f", "\u3164"]


@pytest.mark.parametrize("character", INVISIBLE)
def test_what_has_no_look_of_its_own_has_no_width(character: str, folder: Path) -> None:
    setting = Settings(Collection([folder])).of(TextStyle(FaceRef("Broadsheet Song"), 10_000))
    assert setting.boxes[character][1] == 0


def test_a_face_is_opened_once_however_it_is_asked_for(folder: Path) -> None:
    collection = Collection([folder])
    assert collection.face("Kai", 400) is collection.face("Kai", 700)
    assert [face.key for face in collection.opened] == ["kai"]


def test_two_files_of_one_name_have_two_keys(tmp_path: Path) -> None:
    for name in ("hei", "song"):
        (tmp_path / name).mkdir()
        square_font(tmp_path / name / "regular.ttf", "中", family=name.title())
    collection = Collection([tmp_path])
    assert collection.face("Hei", 400).key != collection.face("Song", 400).key
    assert len(collection.opened) == 2
