"""Broken inputs through a whole build: located errors, all at once, and nothing half written.

``tests/errors`` has the readers' cases one by one; here a desk's accidents go the whole way.
"""

from __future__ import annotations

import os
import shutil
import unicodedata
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PIL import Image

from broadsheet import BroadsheetError, BuildOptions, build
from broadsheet.executor import executor_for
from broadsheet.paint.pdf import document
from broadsheet.paint.pdf.readback import text_of
from broadsheet.press import make
from broadsheet.resources import shipped
from judges.small import FAST, LONG, STORY, Change, built, change, errors_of, locked, refuse


def test_the_edition_builds_before_it_is_broken(folder: Path) -> None:
    result = built(folder)
    assert [item for item in result.diagnostics if item.code[0] in "EP"] == []
    assert len(result.files) == 3


CASES: dict[str, tuple[list[Change], list[tuple[str, str]]]] = {
    "a story that is not there": (
        [("edition.yaml", "b: two", "b: tow")],
        [("E401", "edition.yaml:10")],
    ),
    "a picture that is not there": (
        [("edition.yaml", "pictures/grey.png", "pictures/gray.png")],
        [("E604", "edition.yaml:11")],
    ),
    "a picture outside the edition's folder": (
        [("edition.yaml", "pictures/grey.png", "../../grey.png")],
        [("E106", "edition.yaml:11")],
    ),
    "a picture named from the root": (
        [("edition.yaml", "pictures/grey.png", "/etc/passwd")],
        [("E106", "edition.yaml:11")],
    ),
    "a hole off the page": (
        [("layouts/page.yaml", "at: [2, 0], span: [2, 20]", "at: [3, 0], span: [2, 20]")],
        [("E203", "page.yaml:6")],
    ),
    "holes that overlap": (
        [("layouts/page.yaml", "at: [0, 20], span: [4, 20]", "at: [0, 12], span: [4, 20]")],
        [("E204", "page.yaml:7"), ("E204", "page.yaml:7")],
    ),
    "a turn to a page that is not there": (
        [("edition.yaml", "2/b", "3/b")],
        [("E404", "edition.yaml:9")],
    ),
    "a turn that comes back": (
        [("edition.yaml", "[2/b]", "[2/b, 1/a]")],
        [("E406", "edition.yaml:9")],
    ),
    "a wrong unit": (
        [("layouts/page.yaml", "leading: 12pt", "leading: 12px")],
        [("E118", "page.yaml:2")],
    ),
    "an unknown key": (
        [("layouts/page.yaml", "column_gap", "colunm_gap")],
        [("E111", "page.yaml:2")],
    ),
    "YAML that is none": (
        [("edition.yaml", "b: two", "b: [two")],
        [("E110", "edition.yaml:10")],
    ),
    "a tab in YAML": (
        [("layouts/page.yaml", "  b:", "\tb:")],
        [("E110", "page.yaml:6")],
    ),
    "a story without words": (
        [("stories/two.md", STORY, "---\nkind: brief\n---\n")],
        [("E307", "two.md:1")],
    ),
    "a story left open": (
        [("stories/two.md", "---\n\n", "\n\n")],
        [("E302", "two.md:1")],
    ),
    "a picture of a story that is not there": (
        [("edition.yaml", "{picture: pictures/grey.png, caption: 灰。}", "tow/1")],
        [("E401", "edition.yaml:11")],
    ),
    "a picture of a story that cannot be read": (
        [
            ("edition.yaml", "{picture: pictures/grey.png, caption: 灰。}", "two/1"),
            ("stories/two.md", "---\n\n", "\n\n"),
        ],
        [("E302", "two.md:1")],
    ),
    "a picture of a story whose pictures are wrong": (
        [
            ("edition.yaml", "{picture: pictures/grey.png, caption: 灰。}", "two/1"),
            ("stories/two.md", "---\n\n", "pictures: pictures/grey.png\n---\n\n"),
        ],
        [("E113", "two.md:3")],
    ),
    "a picture of a story that names no file": (
        [
            ("edition.yaml", "{picture: pictures/grey.png, caption: 灰。}", "two/1"),
            ("stories/two.md", "---\n\n", "pictures: [{caption: 灰。}]\n---\n\n"),
        ],
        [("E112", "two.md:3")],
    ),
    "a folder of stories that is not there": (
        [("edition.yaml", "stories: stories", "stories: storys")],
        [("E101", "edition.yaml:4")],
    ),
    "a font for a folder of fonts": (
        [("edition.yaml", "issue: 1", "issue: 1\nfonts: stories/two.md")],
        [("E102", "edition.yaml:4")],
    ),
    "a page number that is none, and a turn to it": (
        [("edition.yaml", "number: 2", "number: 二")],
        [("E113", "edition.yaml:12")],
    ),
    "a family that no folder holds": (
        [("layouts/page.yaml", "style: daily", "style: own")],
        [("E501", "page.yaml:3")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_broken_is_told_with_its_place(folder: Path, name: str) -> None:
    changes, expected = CASES[name]
    change(folder, *changes)
    assert errors_of(folder) == expected


def test_everything_that_is_broken_is_told_at_once(folder: Path) -> None:
    change(
        folder,
        ("edition.yaml", "b: two", "b: tow"),
        ("edition.yaml", "pictures/grey.png", "pictures/gray.png"),
        ("edition.yaml", "2/b", "7/b"),
        ("layouts/page.yaml", "leading: 12pt", "leading: 12px"),
        ("layouts/page.yaml", "style: report}", "stile: report}"),
    )
    (folder / "stories" / "two.md").write_bytes(b"---\nheadline: \xbd\xad\n---\n")
    assert {code for code, _ in errors_of(folder)} >= {"E103", "E401", "E604", "E404", "E118", "E111"}


def test_copy_in_another_encoding(folder: Path) -> None:
    (folder / "stories" / "two.md").write_bytes(STORY.encode("gb18030"))
    assert ("E103", "two.md:2") in errors_of(folder)


def test_files_whose_names_a_mac_took_apart(folder: Path) -> None:
    """HFS+ and what is packed on it: kana, Hangul and accents in pieces, which manifests have whole."""
    for old, new in (
        ("stories/two.md", "stories/がん.md"),
        ("pictures/grey.png", "pictures/한강 é.png"),
        ("layouts/page.yaml", "layouts/면.yaml"),
    ):
        (folder / old).rename(folder / unicodedata.normalize("NFD", new))
    change(folder, ("edition.yaml", "b: two", "b: がん"), ("edition.yaml", "grey.png", "한강 é.png"))
    text = (folder / "edition.yaml").read_text("utf-8").replace("layout: page", "layout: 면")
    (folder / "edition.yaml").write_text(text, "utf-8")
    result = built(folder)
    assert [item for item in result.diagnostics if item.code[0] in "EP" or item.code == "W412"] == []
    assert {story.slug for story in result.tree.stories} == {"one", "がん", "three"}


def test_a_name_pasted_from_a_mac(folder: Path) -> None:
    (folder / "stories/two.md").rename(folder / "stories/がん.md")
    change(folder, ("edition.yaml", "b: two", "b: " + unicodedata.normalize("NFD", "がん")))
    assert "がん" in {story.slug for story in built(folder).tree.stories}


def test_a_name_in_pieces_leads_nowhere_else(folder: Path) -> None:
    outside = folder.parent / "é"
    outside.mkdir()
    (folder / unicodedata.normalize("NFD", "é")).symlink_to(outside)
    Image.new("L", (9, 9)).save(outside / "grey.png")
    change(folder, ("edition.yaml", "pictures/grey.png", "é/grey.png"))
    assert errors_of(folder) == [("E604", "edition.yaml:11")]


def test_a_file_of_zeros_for_a_picture(folder: Path) -> None:
    (folder / "pictures" / "grey.png").write_bytes(bytes(4000))
    assert errors_of(folder) == [("E605", "edition.yaml:11")]


def test_half_a_picture(folder: Path) -> None:
    path = folder / "pictures" / "grey.png"
    Image.effect_noise((600, 400), 80).save(path)
    path.write_bytes(path.read_bytes()[:20_000])
    assert [code for code, _ in errors_of(folder)] == ["E605"]


def test_an_edition_that_is_not_there(folder: Path) -> None:
    assert [code for code, _ in errors_of(folder / "nowhere")] == ["E101"]


def test_an_out_that_is_a_file(folder: Path) -> None:
    out = folder.parent / "out"
    out.write_text("in the way", encoding="utf-8")
    with pytest.raises(BroadsheetError) as caught:
        build(folder, out, options=FAST)
    assert [item.code for item in caught.value.diagnostics] == ["E104"]
    assert out.read_text("utf-8") == "in the way"


def test_an_edition_that_may_not_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked(monkeypatch, folder)
    assert [code for code, _ in errors_of(folder)] == ["E102"]


def test_an_edition_in_a_folder_that_may_not_be_looked_into(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked(monkeypatch, folder / "closed")
    with pytest.raises(BroadsheetError) as caught:
        make(folder / "closed" / "paper")
    assert [item.code for item in caught.value.diagnostics] == ["E102"]


def test_layouts_that_may_not_be_looked_into(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked(monkeypatch, folder / "layouts")
    assert "E102" in [code for code, _ in errors_of(folder)]


def test_a_name_that_no_file_can_have(folder: Path) -> None:
    assert [code for code, _ in errors_of(folder / ("a" * 300))] == ["E102"]


def test_a_folder_of_stories_that_may_not_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "scandir", refuse)
    assert "E102" in [code for code, _ in errors_of(folder)]


@pytest.mark.parametrize("written", ["grey.PNG", "Grey.tif", " grey.jpg"])
def test_a_picture_of_nearly_that_name_is_told(written: str, folder: Path) -> None:
    change(folder, ("edition.yaml", "pictures/grey.png", f'"pictures/{written}"'))
    with pytest.raises(BroadsheetError) as caught:
        built(folder)
    (item,) = caught.value.diagnostics
    assert (item.code, item.hint_lines()) == ("E604", ("did you mean 'pictures/grey.png'?",))


def test_another_picture_of_the_folder_is_not_told(folder: Path) -> None:
    change(folder, ("edition.yaml", "pictures/grey.png", "pictures/grey2.png"))
    with pytest.raises(BroadsheetError) as caught:
        built(folder)
    assert [[each.key for each in item.hints] for item in caught.value.diagnostics] == [["gaps"]]


def test_a_story_that_lies_elsewhere_is_told_as_that(folder: Path) -> None:
    (folder / "stories" / "two.md").rename(folder.parent / "two.md")
    (folder / "stories" / "two.md").symlink_to(folder.parent / "two.md")
    with pytest.raises(BroadsheetError) as caught:
        built(folder)
    paths = [dict(item.values)["path"] for item in caught.value.diagnostics if item.code == "E106"]
    assert [Path(path).name for path in paths] == ["two.md"]


def test_a_picture_whose_caption_takes_its_room_is_told_where_it_is_named(folder: Path) -> None:
    change(folder, ("edition.yaml", "caption: 灰。", "caption: " + "灰。" * 2000))
    (item,) = [item for item in built(folder).diagnostics if item.code == "P709"]
    assert str(item.span).endswith("edition.yaml:11:24")


def test_a_story_s_picture_that_finds_no_room_is_told_in_the_story(folder: Path) -> None:
    pictures = f"pictures: [{{file: pictures/grey.png, caption: {'灰。' * 99}}}]\n"
    change(
        folder,
        ("edition.yaml", "stories: stories", "stories: stories\nads: {grey: pictures/grey.png}"),
        ("edition.yaml", "{picture: pictures/grey.png, caption: 灰。}", "one/1"),
        ("layouts/page.yaml", "at: [0, 20], span: [4, 20]", "in: a, legs: [0, 1], line: 2, lines: 4"),
        ("stories/one.md", "---\n\n", f"{pictures}---\n\n"),
    )
    (item,) = [item for item in built(folder).diagnostics if item.code == "P709"]
    assert str(item.span).endswith("one.md:3:19")


def test_what_a_word_processor_holds_beside_an_open_story_is_no_story(folder: Path) -> None:
    (folder / "stories" / "~$one.md").write_bytes(b"\x05desk\xff")
    assert built(folder).tree.pages


def test_a_headline_of_wide_spaces_is_none(folder: Path) -> None:
    change(folder, ("stories/two.md", "headline: 江水退了", 'headline: "　 　"\nkicker: 江水'))
    (record,) = [record for record in built(folder).tree.stories if record.slug == "two"]
    assert record.headline == "江水"


def test_a_day_beyond_the_calendar_is_told_where_it_is_written(folder: Path) -> None:
    change(folder, ("edition.yaml", "date: 2026-11-23", "date: 1026-11-23"))
    assert errors_of(folder) == [("E115", "edition.yaml:2")]


def test_a_folder_for_a_manifest(folder: Path) -> None:
    (folder / "edition.yaml").unlink()
    (folder / "edition.yaml").mkdir()
    assert [code for code, _ in errors_of(folder)] == ["E102"]


def test_a_character_that_no_face_has(folder: Path) -> None:
    change(folder, ("stories/two.md", "堤上", "\U0002f8a6堤上"))
    result = built(folder)
    assert [item.code for item in result.diagnostics if item.code[0] in "EP"] == ["P606"]
    (missing,) = result.tree.missing
    assert (missing.character, missing.count) == ("\U0002f8a6", 1)


RARE = "\U0002f8a6"
WORDS = f"[{{text: {RARE}灰, at: [0, 0], style: strip}}]"
STRIP = f"  strip: {{kind: furniture, at: [0, 40], span: [4, 2], elements: {WORDS}}}\n"
PHOTO = "photo: {picture: pictures/grey.png, caption: 灰。}"


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ([("stories/two.md", "headline: 江水", f"headline: {RARE}江水")], 1),
        ([("stories/two.md", "headline: ", f"deck: {RARE}江{RARE}\nheadline: ")], 2),
        ([("stories/two.md", "headline: ", f"byline: {RARE}江\nheadline: ")], 1),
        ([("edition.yaml", "caption: 灰。", f"caption: {RARE}灰。")], 1),
        ([("layouts/page.yaml", "  photo: {kind", f"{STRIP}  photo: {{kind")], 2),  # on both pages
        (
            [
                ("layouts/page.yaml", "photo: {kind: picture", "photo: {kind: ad"),
                ("edition.yaml", PHOTO, "photo: {ad: words}"),
                ("edition.yaml", "stories: stories", "stories: stories\nads: {words: ads.yaml}"),
            ],
            1,
        ),
    ],
    ids=["headline", "deck", "byline", "caption", "furniture", "advertisement"],
)
def test_a_character_that_no_face_has_is_told_wherever_it_stands(
    changes: list[Change], count: int, folder: Path
) -> None:
    (folder / "ads.yaml").write_text(f"elements: {WORDS}\n", "utf-8")
    change(folder, *changes)
    result = built(folder)
    found = [item for item in result.diagnostics if item.code[0] in "EP"]
    assert {item.code for item in found} == {"P606"}
    assert sum(int(dict(item.values)["count"]) for item in found) == count
    assert all(item.mark and item.mark.places for item in found)
    for item in found:  # and in which file, at the character itself
        assert item.span is not None
        lines = (folder / item.span.file.removeprefix(f"{folder}/")).read_text("utf-8").split("\n")
        assert lines[item.span.line - 1][item.span.column - 1] == RARE
    (missing,) = result.tree.missing
    assert (missing.character, missing.count) == (RARE, count)


def test_a_headline_that_does_not_fit_is_told_at_its_place(folder: Path) -> None:
    change(folder, ("stories/two.md", "headline: 江水", "byline: 某\nheadline: " + "江水" * 90))
    (item,) = [item for item in built(folder).diagnostics if item.code == "P702"]
    assert item.span is not None
    assert (item.span.file.endswith("stories/two.md"), item.span.line, item.span.column) == (True, 3, 1)


def test_a_head_that_takes_all_its_hole_is_told_in_its_story(folder: Path) -> None:
    """However it is written: here in quotes, as software writes YAML."""
    (folder / "stories" / "two.md").write_text(f'---\n"headline": "{"江水" * 90}"\n---\n', "utf-8")
    change(folder, ("layouts/page.yaml", "at: [2, 0], span: [2, 20]", "at: [2, 0], span: [2, 2]"))
    found = [item for item in built(folder).diagnostics if dict(item.values).get("slug") == "two"]
    places = {item.code: str(item.span).rpartition("/")[2] for item in found}
    assert places["P702"] == "two.md:1:1"


def test_a_furniture_text_that_is_too_wide_is_told_with_its_page(folder: Path) -> None:
    strip = STRIP.replace(f"{RARE}灰", "灰" * 200)
    change(folder, ("layouts/page.yaml", "  photo: {kind", f"{strip}  photo: {{kind"))
    wide = [item for item in built(folder).diagnostics if item.code == "W707"]
    assert [item.mark and item.mark.page for item in wide] == [1, 2]


def test_an_advertisement_drawn_for_a_larger_hole_is_told(folder: Path) -> None:
    """A tint, a line with a width and one without, wider or deeper than the hole; and one that fits it."""
    change(
        folder,
        ("layouts/page.yaml", "photo: {kind: picture", "photo: {kind: ad"),
        ("edition.yaml", PHOTO, "photo: {ad: words}"),
        ("edition.yaml", "stories: stories", "stories: stories\nads: {words: ads.yaml}"),
    )
    told = []
    for element in (
        "{fill: [0, 0, 100%, 60li], colour: {k: 10%}}",
        "{text: 灰灰, at: [0, 0], width: 200em, align: spread, style: strip}",
        f"{{text: {'灰' * 200}, at: [0, 0], style: strip}}",
        f"{{text: {'灰' * 20}, at: [0, 0], width: 2em, style: strip}}",
        "{fill: [0, 0, 100%, 100%], colour: {k: 10%}}",
    ):
        (folder / "ads.yaml").write_text(f"elements: [{element}]\n", "utf-8")
        found = [item for item in built(folder).diagnostics if item.code in {"W641", "W707"}]
        told.append([(item.code, item.span and item.span.line) for item in found])
    assert told == [[("W641", 12)], [("W641", 12)], [("W641", 12)], [("W707", None)], []]


def test_copy_that_does_not_fit_is_told_and_not_dropped(folder: Path) -> None:
    change(folder, ("edition.yaml", "b: two", "b: long"))
    (folder / "stories" / "long.md").write_text(LONG + "\n" + LONG.split("---\n\n")[1] * 4, encoding="utf-8")
    result = built(folder)
    (over,) = [item for item in result.diagnostics if item.code[0] in "EP"]
    assert over.code == "P701"
    assert over.span is not None
    assert over.span.file.endswith("long.md")
    (record,) = [record for record in result.tree.stories if record.slug == "long"]
    assert record.overset


def own_font(folder: Path, data: bytes, family: str = "Broadsheet Kai") -> None:
    """Give the edition a font folder of its own, and a style that asks for its face."""
    (folder / "fonts").mkdir()
    (folder / "fonts" / "Own.ttf").write_bytes(data)
    change(folder, ("edition.yaml", "issue: 1", "issue: 1\nfonts: fonts"))
    change(folder, ("layouts/page.yaml", "style: daily", "style: own"))
    (folder / "styles").mkdir()
    style = f"extends: daily\nfamilies: {{song: {family}}}\n"
    (folder / "styles" / "own.yaml").write_text(style, encoding="utf-8")


def kai() -> bytearray:
    """A good font file."""
    return bytearray((shipped("fonts") / "BroadsheetKai-400.ttf").read_bytes())


def test_a_font_of_ones_own_is_used(folder: Path) -> None:
    own_font(folder, kai())
    assert "Own" in [face.key for face in built(folder).tree.faces]


def test_a_weight_that_a_family_has_not_is_told(folder: Path) -> None:
    assert not [item for item in built(folder).diagnostics if item.code == "W602"]
    own_font(folder, kai())
    told = [dict(item.values) for item in built(folder).diagnostics if item.code == "W602"]
    assert told
    assert {(each["family"], each["used"]) for each in told} == {("Broadsheet Kai", "400")}
    assert all(each["weight"] != "400" for each in told)


def test_a_character_in_a_face_of_another_weight_is_told(folder: Path) -> None:
    """What only the face of rare characters has is light in a bold headline, and as it should be in text."""
    change(folder, ("stories/two.md", "headline: 江水", "headline: 㐀江水"))
    change(folder, ("stories/one.md", "堤上", "㐀堤上"))
    (item,) = [item for item in built(folder).diagnostics if item.code == "W645"]
    assert {"text": "㐀", "weight": "900", "used": "400"}.items() <= dict(item.values).items()
    assert item.mark is not None
    assert (item.mark.page, item.mark.slug, len(item.mark.places)) == (1, "two", 1)
    assert str(item.span) == "stories/two.md:2:11"


def test_a_family_that_no_font_has(folder: Path) -> None:
    own_font(folder, kai(), family="Own Song")
    assert errors_of(folder) == [("E601", "own.yaml:2")]


def test_a_family_that_is_nearly_one_is_told_with_it(folder: Path) -> None:
    own_font(folder, kai(), family="Brodsheet Kai")
    with pytest.raises(BroadsheetError) as caught:
        built(folder)
    (told,) = caught.value.diagnostics
    assert told.hint_lines() == ("did you mean 'Broadsheet Kai'?",)


@pytest.mark.parametrize("kept", [0.0, 0.002, 0.3, 0.9, 0.999])
def test_a_font_file_cut_short_is_told(folder: Path, kept: float) -> None:
    whole = kai()
    own_font(folder, whole[: int(len(whole) * kept)])
    assert [code for code, _ in errors_of(folder)] == ["E603"]


@pytest.mark.parametrize("units", [0, 15, 65535])
def test_a_font_whose_em_has_no_such_units_is_damaged(folder: Path, units: int) -> None:
    whole = kai()
    entry = whole.index(b"head", 12)
    head = int.from_bytes(whole[entry + 8 : entry + 12], "big")
    whole[head + 18 : head + 20] = units.to_bytes(2, "big")
    own_font(folder, whole)
    assert [code for code, _ in errors_of(folder)] == ["E603"]


def test_a_font_file_damaged_inside_never_ends_in_another_exception(folder: Path) -> None:
    own_font(folder, kai())
    for seed in range(10):
        chance, data = Random(seed), kai()
        for _ in range(2000 if seed % 2 else 30):
            data[chance.randrange(len(data) if seed % 2 else 3000)] = chance.randrange(256)
        (folder / "fonts" / "Own.ttf").write_bytes(data)
        with suppress(BroadsheetError):
            built(folder)


def test_a_broken_edition_leaves_the_last_good_set(folder: Path) -> None:
    good = built(folder)
    before = {path: path.read_bytes() for path in good.folder.iterdir()}
    shutil.copy(folder / "pictures" / "grey.png", folder / "pictures" / "late.png")
    change(folder, ("edition.yaml", "b: two", "b: tow"))
    with pytest.raises(BroadsheetError):
        build(folder, folder.parent / "out", options=FAST)
    assert (folder.parent / "out" / "current").resolve() == good.folder
    assert before == {path: path.read_bytes() for path in good.folder.iterdir()}
    assert sorted(path.name for path in (folder.parent / "out").iterdir()) == sorted(
        ["current", good.folder.name]
    )


@pytest.mark.parametrize("code", ["../../sk", "../sk", "a/b"])
def test_a_paper_s_code_leads_to_no_other_folder(folder: Path, code: str) -> None:
    change(folder, ("edition.yaml", "code: sk", f"code: {code}"))
    assert [code for code, _ in errors_of(folder)] == ["E113"]


def test_nothing_is_written_outside_the_folder_of_results(folder: Path) -> None:
    change(folder, ("edition.yaml", "name: 试刊", 'name: "../试刊/x"'))
    before = {path for path in folder.parent.rglob("*") if folder in path.parents}
    built(folder)
    assert {path for path in folder.parent.rglob("*") if folder in path.parents} == before
    assert sorted(path.name for path in folder.parent.iterdir()) == ["edition", "out"]


def test_what_a_worker_finds_broken_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broadsheet.executor.WORTH_A_COPY", 1)
    (folder / "pictures" / "grey.png").write_bytes((folder / "pictures" / "grey.png").read_bytes()[:300])
    options = BuildOptions(formats=("pdf", "tree"), executor=executor_for(2))
    with pytest.raises(BroadsheetError) as caught:
        build(folder, folder.parent / "out", options=options)
    assert [item.code for item in caught.value.diagnostics] == ["E605"]


def test_a_painter_that_loses_text_leaves_the_old_set(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = folder.parent / "out"
    old = build(folder, out, options=BuildOptions(formats=("pdf",))).folder
    change(folder, ("edition.yaml", "name: 试刊", "name: 试刊乙"))
    monkeypatch.setattr(document, "text_of", lambda stream, said: text_of(stream, said)[:-1])
    with pytest.raises(BroadsheetError) as caught:
        build(folder, out, options=BuildOptions(formats=("pdf",)))
    assert [item.code for item in caught.value.diagnostics] == ["E611"]
    assert (out / "current").resolve() == old.resolve()


def test_fonts_that_may_not_be_read_are_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_font(folder, kai())
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != folder / "fonts")
    assert ("E102", "edition.yaml:4") in errors_of(folder)


def test_a_font_file_that_may_not_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_font(folder, kai())
    real, own = Path.open, folder / "fonts" / "Own.ttf"

    def opened(path: Path, *how: Any, **more: Any) -> Any:
        return refuse(path) if path == own else real(path, *how, **more)

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(BroadsheetError) as caught:
        built(folder)
    told = [dict(item.values) for item in caught.value.diagnostics if item.code == "E603"]
    assert {"path": str(own), "reason": "Permission denied"} in told


@pytest.mark.parametrize(("step", "code", "line"), [("summary", "N720", 3), ("cuts", "N714", 10)])
def test_what_a_story_gave_up_is_told_where_it_was_written(
    folder: Path, step: str, code: str, line: int
) -> None:
    words = "堤上的人说，今年的水退得比去年早。"
    front = f"---\nheadline: {words[:-1] * 2}\nsummary: {words * 6}\n---\n\n"
    copy = "\n\n".join([words * 3, words * 3, words * 3 + "{可删}"])
    (folder / "stories" / "two.md").write_text(front + copy, "utf-8")
    (folder / "styles").mkdir()
    own = f"extends: daily\nstories: {{report: {{fit: [{step}]}}}}\n"
    (folder / "styles" / "own.yaml").write_text(own, "utf-8")
    place = "at: [2, 0], span: [2, 20]"
    page = "layouts/page.yaml"
    change(folder, (page, "style: daily", "style: own"), (page, place, place.replace("20", "11")))
    (item,) = [item for item in built(folder).diagnostics if item.code[0] == "N"]
    assert (item.code, str(item.span)) == (code, f"stories/two.md:{line}:1")
