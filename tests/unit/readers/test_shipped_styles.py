"""The style sheets that come with broadsheet for other languages: read without a problem, and consistent."""

from __future__ import annotations

import pytest

from broadsheet.compose.paragraph import with_dateline
from broadsheet.model.article import Emphasis, Paragraph, Run
from broadsheet.model.spacing import Hangul, Marks
from broadsheet.model.style import Align, Language
from broadsheet.readers.stylesheet import shipped_styles

SHEETS = [("daily-hant", Language.ZH_HANT), ("daily-ja", Language.JA), ("daily-ko", Language.KO)]


@pytest.mark.parametrize(("name", "language"), SHEETS)
def test_every_text_style_is_in_the_sheets_language(name: str, language: Language) -> None:
    sheet = shipped_styles(name)
    assert {style.language for style in sheet.texts.values()} == {language}
    assert sheet.stories.keys() == shipped_styles("daily").stories.keys()
    assert {story.body.text.language for story in sheet.stories.values()} == {language}


@pytest.mark.parametrize(("name", "language"), SHEETS)
def test_no_han_face_of_the_simplified_sheet_is_left(name: str, language: Language) -> None:
    faces = {style.face.family for style in shipped_styles(name).texts.values()}
    assert not faces & {"Broadsheet Song", "Broadsheet Hei", "Broadsheet Kai"}


def test_the_sheets_differ_where_their_languages_do() -> None:
    hant, ja, ko = (shipped_styles(name).paragraphs["body"] for name, _ in SHEETS)
    assert (hant.spacing.marks, ja.spacing.marks, ko.spacing.marks) == (Marks.FULL, Marks.FULL, Marks.KAIMING)
    assert (hant.spacing.han_latin, ja.spacing.han_latin) == (125, 250)
    assert (hant.indent, ja.indent, ko.indent) == (18_000, 9_000, 9_000)
    assert shipped_styles("daily-ja").stories["lead"].jump_text == "（{page}面に続く）"


def test_korean_words_are_parted_where_lines_are_justified_only() -> None:
    paragraphs = shipped_styles("daily-ko").paragraphs.values()
    justified = {style.spacing.hangul for style in paragraphs if style.align is Align.JUSTIFIED}
    others = {style.spacing.hangul for style in paragraphs if style.align is not Align.JUSTIFIED}
    assert (justified, others) == ({Hangul.ANYWHERE}, {Hangul.SPACES})


@pytest.mark.parametrize(
    ("opening", "rest"),
    [
        ("本报讯（记者 林知夏）", "昨日"),
        ("本报望澜11月22日讯 （记者 林知夏）", "昨日"),
        ("本报北京11月22日电　（记者林知夏）", "昨日"),
        ("新华社北京11月22日电（记者林知夏、陈墨）", "昨日"),
        ("据新华社电 ", "昨日"),
        ("本報訊", "昨日"),
        ("", "本报记者致电话务中心"),
        ("", "新华社的记者说"),
    ],
)
def test_the_words_that_open_a_story_are_found(opening: str, rest: str) -> None:
    body = shipped_styles("daily").stories["report"].body
    runs = with_dateline(Paragraph((Run(opening + rest),)), body)
    found = "".join(run.text for run in runs if run.emphasis is Emphasis.DATELINE)
    assert found == opening.rstrip(" ")
