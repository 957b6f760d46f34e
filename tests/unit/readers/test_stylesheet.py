"""Style sheets: inheritance, units and palette; every field of the model can be written."""

from __future__ import annotations

import dataclasses

import pytest

from broadsheet.model import style as model
from broadsheet.readers.merge import merge, put
from broadsheet.readers.report import Report
from broadsheet.readers.schema import Record
from broadsheet.readers.storyspecs import STORY
from broadsheet.readers.stylesheet import Styles, shipped_styles
from broadsheet.readers.stylespecs import (
    COLOUR,
    DISPLAY,
    FRAME,
    HEADLINE,
    LINE,
    PARAGRAPH,
    SPACING,
    TEXT,
)
from broadsheet.readers.yamlnode import Mapping, parse_yaml
from broadsheet.source import Source
from broadsheet.units import Scale

BASE = """
families: {song: Test Song}
colours: {red: {c: 0, m: 100%, y: 100%}, pale: red 10%}
texts:
  body: {face: song, size: 1em, latin: Test Serif 700, latin_scale: 104%, tracking: 0.1em}
  small: {like: body, size: 8pt, colour: red 40%}
paragraphs:
  body: {text: body, leading: 1li, indent: 2em}
  flush: {like: body, text: {size: 10pt}, indent: 1em}
headlines:
  lead: {main: {text: body, sizes: [40pt, 30pt]}, air_above: 150%}
  second: {like: lead, main: {sizes: 20pt}}
stories:
  report: {headline: lead, body: body}
  brief: {like: report, body: {indent: 0}}
"""


def sheet(text: str = BASE) -> model.StyleSheet:
    report = Report()
    styles = Styles("test", parse_yaml(Source("s", text), report), Scale(9000, 12500), report)
    made = styles.sheet()
    assert report.errors == ()
    return made


def test_em_is_the_grids_body_in_a_size_and_the_size_elsewhere() -> None:
    body = sheet().texts["body"]
    assert (body.size, body.tracking) == (9000, 900)


def test_like_takes_over_what_is_not_said_and_scales_its_ems() -> None:
    small = sheet().texts["small"]
    assert small.latin == model.FaceRef("Test Serif", 700)
    assert (small.size, small.tracking) == (8000, 800)


@pytest.mark.parametrize(
    ("more", "again"),
    [("", "{column}（续）"), ("language: zh-Hant", "{column}（續）"), ("language: ko", "{column}(계속)")],
)
def test_a_column_goes_on_in_its_language(more: str, again: str) -> None:
    made = sheet(BASE.replace("  lead: {main:", "  lead: {logo: {text: body}, main:") + more)
    logo = made.stories["report"].headline.logo
    assert logo is not None
    assert logo.again == again


def test_a_tint_is_a_part_of_every_ink() -> None:
    made = sheet()
    assert made.texts["small"].colour == model.Colour(0, 400, 400, 0)
    assert made.colours["pale"] == model.Colour(0, 100, 100, 0)


def test_a_frame_that_says_nothing_of_it_keeps_text_off_its_border() -> None:
    frames = sheet(f"{BASE}frames: {{thin: {{weight: 0.5pt}}, close: {{like: thin, inset_x: 0}}}}\n").frames
    assert (frames["thin"].inset_x, frames["thin"].inset_lines) == (9_000, 1)
    assert frames["close"].inset_x == 0


def test_li_is_the_grids_leading() -> None:
    assert sheet().paragraphs["body"].leading == 12500


def test_a_leading_in_em_is_of_its_text() -> None:
    made = sheet(BASE.replace("leading: 1li", "leading: 1.5em").replace("size: 1em", "size: 12pt"))
    assert made.paragraphs["body"].leading == 18000


def test_a_mapping_over_a_name_changes_only_what_it_says() -> None:
    flush = sheet().paragraphs["flush"]
    assert (flush.text.size, flush.indent) == (10000, 10000)
    assert flush.text.latin_scale == 1040


def test_a_mapping_over_a_name_may_be_like_another() -> None:
    made = sheet(BASE + "  other: {like: brief, body: {like: flush, indent: 3em}}\n").stories["other"].body
    assert (made.text.size, made.indent) == (10000, 30000)


def test_colours_over_what_are_no_colours_stand_alone() -> None:
    report = Report()
    base, over = (parse_yaml(Source("s", text), report) for text in ("colours: red", "colours: {red: red}"))
    merged = merge(base, over, frozenset(("colours",)))
    assert isinstance(merged, Mapping)
    assert [type(entry.value) for entry in merged.entries] == [Mapping]


def test_inks_over_a_colour_s_name_are_another_colour() -> None:
    made = sheet(
        BASE.replace(
            "headlines:", "  grey: {text: {like: small, colour: {k: 50%}}, leading: 1li}\nheadlines:"
        )
    )
    assert made.paragraphs["grey"].text.colour == model.Colour(0, 0, 0, 500)


def test_inks_over_inks_are_another_colour_too_but_for_one_that_is_set_alone() -> None:
    frames = "frames: {plate: {tint: {k: 100%}, weight: 1pt}, pink: {like: plate, tint: {m: 20%}}}\n"
    assert sheet(BASE + frames).frames["pink"].tint == model.Colour(0, 200, 0, 0)
    (ink,) = parse_yaml(Source("s", "m: 80%"), Report()).entries
    node = put(parse_yaml(Source("s", BASE), Report()), ("colours", "red", "m"), ink.value)
    made = Styles("test", node, Scale(9000, 12500), Report()).sheet()
    assert made.colours["red"] == model.Colour(0, 800, 1000, 0)


def test_a_spot_ink_over_inks_is_another_colour() -> None:
    pink = "{like: plate, tint: {m: 95%, spot: PANTONE 485 C}}"
    made = sheet(f"{BASE}frames: {{plate: {{tint: {{k: 100%}}}}, pink: {pink}}}\n")
    assert made.frames["pink"].tint == model.Colour(0, 950, 0, 0, "PANTONE 485 C")


@pytest.mark.parametrize(
    ("base", "over", "both"),
    [
        ("{k: Kai}", "{c: Hei}", {"k", "c"}),
        ("{c: one}", "{m: two}", {"c", "m"}),  # stories in holes
        ("{y: {legs: 2}}", "{k: {legs: 3}}", {"y", "k"}),
    ],
)
def test_names_of_one_letter_are_no_inks(base: str, over: str, both: set[str]) -> None:
    merged = merge(parse_yaml(Source("s", base), Report()), parse_yaml(Source("t", over), Report()))
    assert isinstance(merged, Mapping)
    assert {entry.key for entry in merged.entries} == both


def test_parts_of_a_headline_are_inherited_key_by_key() -> None:
    assert "second" not in sheet().stories
    made = sheet(BASE + "  other: {like: report, headline: second}\n").stories["other"].headline
    assert (made.air_above, made.main.sizes) == (1500, (20000,))


def test_a_story_states_only_what_differs() -> None:
    stories = sheet().stories
    assert stories["brief"].body == dataclasses.replace(stories["report"].body, indent=0)
    assert stories["brief"].headline == stories["report"].headline


def test_null_takes_an_inherited_value_away() -> None:
    report = Report()
    base, over = (parse_yaml(Source("s", text), report) for text in ("a: {b: 1, c: 2}", "a: {b: null}"))
    merged = merge(base, over)
    assert merged[0][0].value[0] == base[0][0].value[0][1:]


PARTS: list[tuple[Record[object], type]] = [
    (TEXT, model.TextStyle),
    (SPACING, model.Spacing),
    (PARAGRAPH, model.ParagraphStyle),
    (DISPLAY, model.DisplayStyle),
    (HEADLINE, model.HeadlineStyle),
    (LINE, model.LineStyle),
    (FRAME, model.FrameStyle),
    (STORY, model.StoryStyle),
]


@pytest.mark.parametrize(("record", "kind"), PARTS, ids=lambda part: getattr(part, "title", ""))
def test_every_field_of_a_style_can_be_written(record: Record[object], kind: type) -> None:
    assert {field.name for field in dataclasses.fields(kind)} == set(record.keys)


def test_colours_have_the_four_inks_and_a_spot_ink() -> None:
    assert {*"cmyk", "spot"} == set(COLOUR.keys)


def test_the_shipped_sheet_has_the_stories_of_a_paper() -> None:
    names = {"lead", "second", "feature", "report", "brief", "digest", "pointer", "supplement"}
    assert names <= shipped_styles().stories.keys()


def test_items_of_every_shipped_story_begin_at_the_edge_and_hang_by_their_mark() -> None:
    for name, story in shipped_styles().stories.items():
        assert story.item is not None, name
        assert (story.item.indent, story.item.hang_indent) == (0, story.item.text.size), name


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('colours: {accent: "#c8102e"}', "colours"),
        ("frames: {a: {tint: 'rgb(200, 16, 46)'}}", "colours"),
        ("colours: {accent: reed}", "did-you-mean"),
        ("stories: {a: {like: brief, headline: none}}", "no-entry"),
    ],
)
def test_who_writes_a_colour_of_the_web_or_none_is_told_what_is_written_here(text: str, told: str) -> None:
    report = Report()
    node = merge(parse_yaml(Source("s", BASE), report), parse_yaml(Source("t", text), report))
    Styles("test", node, Scale(9000, 12500), report).sheet()
    (error,) = report.errors
    assert (error.code, [each.key for each in error.hints]) == ("E502", [told])
