"""Editions: what the manifest puts together, and what the command line changes before."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from broadsheet.diagnostics import BroadsheetError
from broadsheet.model.edition import Edition
from broadsheet.model.style import ParagraphStyle
from broadsheet.readers.edition import read_edition
from broadsheet.readers.report import Overrides, Setting, page_ranges

SMALL = Path(__file__).parents[2] / "errors" / "edition"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    return tmp_path


def edition(folder: Path, *settings: tuple[str, str] | Setting) -> Edition:
    return read_edition(folder, Overrides(settings=settings)).edition


def codes(folder: Path, overrides: Overrides) -> list[tuple[str, str]]:
    with pytest.raises(BroadsheetError) as caught:
        read_edition(folder, overrides)
    return [(item.code, dict(item.values).get("flag", "")) for item in caught.value.diagnostics]


def manifest(folder: Path, pages: str, more: str = "") -> None:
    head = "paper: {name: 试刊, code: sk, slogan: 一江两岸}\ndate: 2026-11-23\nissue: 7\nstyle: small\n"
    text = f"{head}stories: stories\n{more}pages:\n{pages}"
    (folder / "edition.yaml").write_text(text, encoding="utf-8")


def body_of(made: Edition) -> ParagraphStyle:
    return made.stories[0].parts[0].style.body


def test_the_manifest_file_may_be_named_itself(folder: Path) -> None:
    assert edition(folder) == edition(folder / "edition.yaml")


def test_stories_come_in_the_manifests_order(folder: Path) -> None:
    assert [story.article.slug for story in edition(folder).stories] == ["one", "two", "three", "four"]


def test_a_turn_is_a_second_part(folder: Path) -> None:
    manifest(
        folder,
        "  - {number: 1, layout: page, holes: {a: {story: one, turns: 2/b}, b: two}}\n"
        "  - {number: 2, layout: page, holes: {a: three}}\n",
    )
    parts = edition(folder).stories[0].parts
    assert [(part.page, part.hole.id) for part in parts] == [(1, "a"), (2, "b")]


def test_a_turn_into_a_hole_of_the_other_writing_is_told(folder: Path) -> None:
    """The story begins in level lines, and one hole that it goes on in is vertical."""
    layout = (folder / "layouts" / "page.yaml").read_text("utf-8")
    upright = layout.replace("b: {kind: story,", "b: {kind: story, writing: vertical,")
    assert upright != layout
    (folder / "layouts" / "upright.yaml").write_text(upright, "utf-8")
    manifest(
        folder,
        "  - {number: 1, layout: page, holes: {a: {story: one, turns: [2/a, 2/b]}, b: two}}\n"
        "  - {number: 2, layout: upright}\n",
    )
    told = [item for item in read_edition(folder, Overrides()).warnings if item.code == "W432"]
    assert [(dict(item.values)["hole"], item.span and item.span.line) for item in told] == [("b", 7)]


def test_pages_chosen_keep_the_whole_of_their_stories(folder: Path) -> None:
    manifest(
        folder,
        "  - {number: 1, layout: page, holes: {a: {story: one, turns: 2/b}, b: two}}\n"
        "  - {number: 2, layout: page, holes: {a: three}}\n",
    )
    made = read_edition(folder, Overrides(pages=(2,))).edition
    assert [plan.number for plan in made.pages] == [2]
    assert [story.article.slug for story in made.stories] == ["one", "three"]
    assert [part.page for part in made.stories[0].parts] == [1, 2]
    assert made.pages[0].values["pages"] == "2"


def test_pictures_and_ads(folder: Path) -> None:
    layout = (folder / "layouts" / "page.yaml").read_text("utf-8") + (
        "  pic: {kind: picture, in: a, legs: [0, 1], line: 2, lines: 5}\n"
        "  alone: {kind: picture, at: [0, 41], span: [4, 10]}\n"
        "  ad: {kind: ad, at: [0, 60], span: [4, 10]}\n"
        "  fair: {kind: ad, at: [0, 70], span: [4, 10]}\n"
    )
    (folder / "layouts" / "page.yaml").write_text(layout, encoding="utf-8")
    (folder / "ads" / "tea.yaml").write_text(
        'elements: [{text: "{slogan}{code}", at: [0, 0], style: body, width: 50%}]', encoding="utf-8"
    )
    (folder / "stories" / "one.md").write_text(
        "---\nheadline: 题\npictures: [{file: pictures/grey.png, caption: 图说, credit: 摄}]\n---\n正文\n",
        encoding="utf-8",
    )
    manifest(
        folder,
        "  - number: 1\n    layout: page\n    holes:\n      a: one\n      b: two\n      ad: tea\n"
        "      fair: {ad: fair}\n      pic: one/1\n"
        "      alone: {picture: pictures/grey.png, caption: [The ferry, is back], focus: [50%, 30%]}\n",
        "ads: {tea: ads/tea.yaml, fair: pictures/grey.png}\n",
    )
    made = edition(folder)
    (inside,) = made.stories[0].parts[0].pictures
    assert (
        inside.slug, inside.ref.caption, inside.ref.credit, inside.file.width, inside.file.height,
    ) == ("one", "图说", "摄", 40, 30)  # fmt: skip
    assert inside.file.grey
    (alone,) = made.pictures
    assert (
        alone.picture.slug, alone.picture.ref.caption, alone.picture.focus, alone.picture.file.name,
    ) == ("", "The ferry is back", (500, 300), "pictures/grey.png")  # fmt: skip
    tea, fair = made.ads
    assert (len(tea.elements), tea.picture) == (1, None)
    assert fair.picture is not None


def test_values_of_furniture_texts(folder: Path) -> None:
    manifest(
        folder,
        "  - {number: 1, section: 要闻, layout: page, editors: [甲, 乙], values: {weather: 晴}, "
        "holes: {a: one, b: two}}\n",
    )
    values = edition(folder).pages[0].values
    expected = {
        "paper": "试刊",
        "slogan": "一江两岸",
        "date_long": "2026年11月23日",
        "weekday": "周一",
        "weekday_long": "星期一",
        "issue": "7",
        "page02": "01",
        "section": "要闻",
        "editors": "甲　乙",
        "weather": "晴",
    }
    assert expected == {name: values[name] for name in expected}
    assert "lunar" not in values  # not asked for, not computed


def test_a_caption_without_a_story_is_joined_as_the_page_s_language_has_it(folder: Path) -> None:
    layout = folder / "layouts" / "page.yaml"
    layout.write_text(
        layout.read_text("utf-8") + "  alone: {kind: picture, at: [0, 41], span: [4, 10]}\n", "utf-8"
    )
    other = "{picture: pictures/grey.png, caption: [가, 나]}"
    picture = f"{{picture: pictures/grey.png, caption: [서울, 시민], with: [{other}]}}"
    manifest(folder, f"  - {{number: 1, layout: page, holes: {{a: one, b: two, alone: {picture}}}}}\n")
    for language, space in ("zh-Hans", ""), ("ko", " "):
        (alone,) = edition(folder, ("style.language", language)).pictures
        assert alone.picture.ref.caption == f"서울{space}시민"
        assert [other.ref.caption for other in alone.picture.others] == [f"가{space}나"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("|\n      江边\n      晚报", "江边晚报"),
        ("|\n      The River\n\n      Times", "The River Times"),
        ('"우리\\n신문"', "우리 신문"),
    ],
)
def test_a_block_of_several_lines_is_one_line_where_one_is_meant(
    folder: Path, written: str, value: str
) -> None:
    page = "  - number: 1\n    layout: page\n    holes: {a: one, b: two}\n"
    manifest(folder, f"{page}    section: {written}\n")
    assert edition(folder).pages[0].section == value


def test_a_page_that_names_no_editors_has_those_of_the_stories_that_begin_on_it(folder: Path) -> None:
    for slug, editors in (("one", "[丙, 丁]"), ("two", "丁")):
        story = folder / "stories" / f"{slug}.md"
        story.write_text(story.read_text("utf-8").replace("---\n", f"---\neditors: {editors}\n", 1), "utf-8")
    for named, filled in (("", "丙　丁"), ("editors: 甲, ", "甲")):
        manifest(folder, f"  - {{number: 1, {named}layout: page, holes: {{a: one, b: two}}}}\n")
        assert edition(folder).pages[0].values["editors"] == filled


def test_lunar_date_where_a_text_asks_for_it(folder: Path) -> None:
    text = (folder / "layouts" / "page.yaml").read_text("utf-8") + (
        '  f: {kind: furniture, at: [0, 80], span: [4, 1], elements: '
        '[{text: "{lunar}{solar_term}", at: [0, 0], style: body}]}\n'
    )
    (folder / "layouts" / "page.yaml").write_text(text, encoding="utf-8")
    values = read_edition(folder, Overrides(date=date(2026, 11, 22))).edition.pages[0].values
    assert (values["lunar"], values["solar_term"]) == ("农历丙午年十月十四", "小雪")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-Hant", ["農曆丙午年三月初四", "穀雨", "2026年4月20日", "週一", "星期一"]),
        ("ja", ["农历丙午年三月初四", "谷雨", "2026年4月20日", "月", "月曜日"]),
        ("ko", ["农历丙午年三月初四", "谷雨", "2026년 4월 20일", "월", "월요일"]),
    ],
)
def test_a_date_is_said_in_the_language_of_the_page_s_style_sheet(
    language: str, said: list[str], folder: Path
) -> None:
    layout = folder / "layouts" / "page.yaml"
    layout.write_text(
        layout.read_text("utf-8")
        + '  f: {kind: furniture, at: [0, 80], span: [4, 1], elements: '
        '[{text: "{lunar}{solar_term}", at: [0, 0], style: body}]}\n',
        encoding="utf-8",
    )
    overrides = Overrides(date=date(2026, 4, 20), settings=(("style.language", language),))
    values = read_edition(folder, overrides).edition.pages[0].values
    assert [values[name] for name in ("lunar", "solar_term", "date_long", "weekday", "weekday_long")] == said


def test_the_paper_s_own_words_go_over_those_of_the_date_and_the_page_s_over_both(folder: Path) -> None:
    text = (folder / "edition.yaml").read_text("utf-8")
    own = text.replace("paper: {", 'paper: {day: Sunday, date_long: "22 November", ')
    assert own != text
    (folder / "edition.yaml").write_text(own, encoding="utf-8")
    values = edition(folder).pages[0].values
    assert (values["day"], values["date_long"], values["month"]) == ("Sunday", "22 November", "11")


def test_issues_are_counted_from_the_first(folder: Path) -> None:
    text = (folder / "edition.yaml").read_text("utf-8")
    text = text.replace("issue: 1\n", "").replace(
        "code: sk", "code: sk, first_issue: {date: 2026-11-01, number: 10}"
    )
    (folder / "edition.yaml").write_text(text, encoding="utf-8")
    assert edition(folder).issue == 32
    assert read_edition(folder, Overrides(date=date(2026, 11, 24))).edition.issue == 33
    assert read_edition(folder, Overrides(date=date(2026, 10, 23))).edition.issue == 1
    with pytest.raises(BroadsheetError) as error:  # 第0期 was printed
        read_edition(folder, Overrides(date=date(2026, 10, 22)))
    (told,) = error.value.diagnostics
    assert told.message() == "date: 2026-10-22 is outside 2026-10-23 to 2098-12-31"
    with pytest.raises(BroadsheetError) as error:  # once
        read_edition(folder, Overrides(date=date(1826, 10, 22)))
    (told,) = error.value.diagnostics
    assert told.message() == "date: 1826-10-22 is outside 1902-01-01 to 2098-12-31"


@pytest.mark.parametrize(
    ("path", "value", "found"),
    [
        ("grid.columns", "6", lambda made: made.pages[0].layout.grid.columns == 6),
        ("layout.page.grid.leading", "13pt", lambda made: made.pages[0].layout.grid.leading == 13_000),
        ("page.size", "[300mm, 400mm]", lambda made: made.pages[0].layout.trim.width == 850_394),
        ("style.texts.body.size", "10pt", lambda made: body_of(made).text.size == 10_000),
        ("style.stories.report.body.indent", "0", lambda made: body_of(made).indent == 0),
        ("edition.issue", "99", lambda made: made.issue == 99),
        ("holes.a.legs", "1", lambda made: made.stories[0].parts[0].hole.legs == 1),
    ],
)  # fmt: skip
def test_settings_change_one_value(folder: Path, path: str, value: str, found: object) -> None:
    assert callable(found)
    assert found(edition(folder, (path, value)))


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("grid.columns", "many", "E105"),
        ("grid.columns", "0", "E105"),
        ("grid.columns", "[", "E105"),
        ("grid.columns", " ", "E105"),
        ("grid.colums", "3", "E107"),
        ("gird.columns", "3", "E107"),
        ("holes.z.legs", "3", "E107"),
        ("style.texts.bodi.size", "3pt", "E107"),
        ("style.texts.body.sise", "3pt", "E107"),
        ("layout.other.grid.columns", "3", "E107"),
        ("edition.isue", "3", "E107"),
        ("", "3", "E107"),
        ("holes.a.style", "nobody", "E105"),
    ],
)
def test_a_wrong_setting_names_itself(folder: Path, path: str, value: str, code: str) -> None:
    expected = [(code, f"--set {path}={value}" if code == "E105" else "")]
    assert expected == codes(folder, Overrides(settings=((path, value),)))


def test_a_setting_of_a_hole_is_for_the_layouts_that_have_it(folder: Path) -> None:
    other = folder / "layouts" / "other.yaml"
    holes = "{a: null, z: {kind: story, at: [0, 0], span: [2, 40]}}"
    other.write_text(f"extends: page\nholes: {holes}\n", "utf-8")
    manifest(
        folder,
        "  - {number: 1, layout: page, holes: {a: one, b: two}}\n"
        "  - {number: 2, layout: other, holes: {z: three}}\n",
    )
    plain = edition(folder)
    for name in "az":
        pages = zip(edition(folder, (f"holes.{name}.legs", "1")).pages, plain.pages, strict=True)
        assert [page != before for page, before in pages] == [name == "a", name == "z"]
    chosen = Overrides(settings=(("holes.y.legs", "1"),))
    with pytest.raises(BroadsheetError) as caught:
        read_edition(folder, chosen)
    (item,) = caught.value.diagnostics  # once, with the holes of both
    assert (item.code, item.hint_lines()) == ("E107", ("known here: a, b, z",))


def test_a_flag_of_its_own_names_itself(folder: Path) -> None:
    chosen = Overrides(settings=(Setting("grid.columns", "0", "--columns 0"),))
    assert codes(folder, chosen) == [("E105", "--columns 0")]
    assert codes(folder, Overrides(layout="nothing")) == [("E105", "--layout nothing")]
    assert codes(folder, Overrides(pages=(9,))) == [("E105", "--pages")]


def test_a_layout_for_all_pages(folder: Path) -> None:
    text = (folder / "layouts" / "page.yaml").read_text("utf-8")
    (folder / "layouts" / "other.yaml").write_text(text, encoding="utf-8")
    made = read_edition(folder, Overrides(layout="other")).edition
    assert [plan.layout.name for plan in made.pages] == ["other", "other"]


def test_a_layout_for_the_pages_that_are_wanted(folder: Path) -> None:
    """Another page's holes are not this layout's: it could be tried on no page of a paper of several."""
    text = (folder / "layouts" / "page.yaml").read_text("utf-8")
    (folder / "layouts" / "other.yaml").write_text(text.replace("  b:", "  c:"), encoding="utf-8")
    manifest = (folder / "edition.yaml").read_text("utf-8")
    first, _, rest = manifest.partition("b:")
    manifest = f"{first}c:{rest}".replace("layout: page", "layout: other", 1)
    (folder / "edition.yaml").write_text(manifest, "utf-8")
    made = read_edition(folder, Overrides(layout="page", pages=(2,))).edition
    assert [plan.layout.name for plan in made.pages] == ["page"]


def test_a_setting_for_layouts_is_for_those_of_the_pages_that_are_wanted(folder: Path) -> None:
    """What another page's layout cannot do stands in no way of trying it here; one named is changed."""
    text = (folder / "layouts" / "page.yaml").read_text("utf-8")
    (folder / "layouts" / "other.yaml").write_text(text, "utf-8")
    manifest(
        folder,
        "  - {number: 1, layout: page, holes: {a: {story: one, turns: 2/b}, b: two}}\n"
        "  - {number: 2, layout: other, holes: {a: three}}\n",
    )
    for path, pages, expected in (
        ("grid.body", (1,), [8000, 9000]),
        ("grid.body", (2,), [9000, 8000]),
        ("grid.body", (), [8000, 8000]),
        ("layout.other.grid.body", (1,), [9000, 8000]),
    ):
        made = read_edition(folder, Overrides(pages=pages, settings=((path, "8pt"),))).edition
        (story,) = (story for story in made.stories if story.article.slug == "one")
        assert [part.grid.em for part in story.parts] == expected


def test_links_that_lead_outside_are_refused(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("outside") / "secret.yaml"
    secret.write_text("page: {size: a4}", encoding="utf-8")
    (folder / "layouts" / "page.yaml").unlink()
    (folder / "layouts" / "page.yaml").symlink_to(secret)
    assert codes(folder, Overrides()) == [("E106", ""), ("E106", "")]


def test_inputs_are_every_file_that_was_read(folder: Path) -> None:
    names = {Path(path).relative_to(folder.resolve()).as_posix() for path in read_edition(folder).inputs}
    assert names == {
        "edition.yaml", "layouts/page.yaml", "styles/small.yaml",
        "stories/one.md", "stories/two.md", "stories/three.md", "stories/four.md",
    }  # fmt: skip


def test_a_missing_edition_is_a_located_error(tmp_path: Path) -> None:
    assert codes(tmp_path / "nowhere.yaml", Overrides()) == [("E101", "")]


@pytest.mark.parametrize(("name", "code"), [("", "E101"), ("nowhere", "E101"), ("story.md", "E102")])
def test_what_is_no_edition_is_told_by_the_name_that_was_given(name: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "story.md").write_text("---\nheadline: 题\n---\n", "utf-8")
    with pytest.raises(BroadsheetError) as caught:
        read_edition(tmp_path / name)
    (told,) = caught.value.diagnostics
    assert (told.code, dict(told.values)["path"]) == (code, str(tmp_path / (name or "edition.yaml")))


SQUARE = '<svg viewBox="0 0 4 2"><path d="M0 0H4V2Z"/></svg>'


def test_a_column_s_drawn_name_goes_with_its_stories(folder: Path) -> None:
    (folder / "name.svg").write_text(SQUARE, encoding="utf-8")
    story = "---\nheadline: 题\ncolumn: 人物\n---\n正文\n"
    (folder / "stories" / "one.md").write_text(story, encoding="utf-8")
    page = "  - {number: 1, layout: page, holes: {a: one, b: two}}\n"
    manifest(folder, page, "columns: {人物: name.svg, 别的: name.svg}\n")
    one, two = (story.article for story in edition(folder).stories)
    assert one.column_art is not None
    assert one.column_art.view == (0, 0, 4000, 2000)
    assert (one.column, two.column_art) == ("人物", None)


@pytest.mark.parametrize(("text", "code"), [(None, "E604"), ("<svg/>", "E605")])
def test_a_drawn_name_that_cannot_be_read_is_told_where_it_is_named(
    folder: Path, text: str | None, code: str
) -> None:
    if text is not None:
        (folder / "name.svg").write_text(text, encoding="utf-8")
    manifest(folder, "  - {number: 1, layout: page, holes: {a: one}}\n", "columns: {人物: name.svg}\n")
    assert codes(folder, Overrides()) == [(code, "")]


@pytest.mark.parametrize("pages", ["  []\n", "\n"])
def test_an_edition_without_pages_is_none(pages: str, folder: Path) -> None:
    manifest(folder, pages)
    assert len(codes(folder, Overrides())) == 1


@pytest.mark.parametrize("name", ["NBA.md", "A01.md", "four.MD"])
def test_a_file_that_begins_as_a_story_is_one_whatever_it_is_called(name: str, folder: Path) -> None:
    (folder / "stories" / name).write_text("---\nheadline: 开球\n---\n\n球赛。\n", encoding="utf-8")
    manifest(folder, f"  - {{number: 1, layout: page, holes: {{a: one, b: {Path(name).stem}}}}}\n")
    if name == "four.MD":
        (folder / "stories" / "four.md").unlink(missing_ok=True)
    assert [story.article.slug for story in edition(folder).stories] == ["one", Path(name).stem]


def test_a_file_with_a_capital_name_and_no_front_matter_is_no_story(folder: Path) -> None:
    (folder / "stories" / "README.md").write_text("# stories\n", encoding="utf-8")
    assert "README" not in [story.article.slug for story in edition(folder).stories]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kind: story", "kind：story", "half-width"),
        ("kind: story", "kind:\u3000story", "plain-space"),
        ("grid: {", "\u3000grid: {", "plain-space"),
        ("at: [0, 0]", "at: [0，0]", "half-width"),
    ],
)
def test_what_a_chinese_keyboard_wrote_is_pointed_at(folder: Path, old: str, new: str, told: str) -> None:
    layout = folder / "layouts" / "page.yaml"
    text = layout.read_text("utf-8")
    assert old in text
    layout.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(BroadsheetError) as caught:
        read_edition(folder, Overrides())
    assert told in {hint.key for item in caught.value.diagnostics for hint in item.hints}


def test_full_width_figures_are_figures(folder: Path) -> None:
    """As they are in lengths."""
    layout = folder / "layouts" / "page.yaml"
    plain = read_edition(folder, Overrides()).edition
    layout.write_text(layout.read_text("utf-8").replace("at: [0, 0]", "at: [０, ０]", 1), "utf-8")
    assert read_edition(folder, Overrides()).edition == plain


def test_what_is_no_error_in_a_file_is_none_in_a_flag(folder: Path) -> None:
    tight = Overrides(settings=(Setting("grid.leading", "8pt", "--leading 8pt"),))
    found = read_edition(folder, tight)
    assert found.edition.pages[0].layout.grid.leading == 8000
    assert [(item.code, item.span) for item in found.warnings if item.code == "W215"] == [("W215", None)]


def test_page_numbers_are_told_in_ranges() -> None:
    assert page_ranges([3, 1, 2, 7, 9, 10, 9]) == "1-3, 7, 9-10"
    assert page_ranges([]) == ""
