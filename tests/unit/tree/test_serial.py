"""The layout tree as JSON and back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from broadsheet.diagnostics import in_chinese
from broadsheet.geometry import Rect
from broadsheet.records import fields
from broadsheet.source import Span
from broadsheet.tree.node import (
    Area,
    AreaKind,
    FaceRecord,
    Fill,
    GlyphRun,
    Group,
    Ink,
    LayoutTree,
    LineFit,
    MissingGlyph,
    PageGrid,
    Picture,
    Role,
    Rule,
    Shape,
    StoryRecord,
    TreePage,
)
from broadsheet.tree.serial import TreeFormatError, read_tree, write_tree

RUN = GlyphRun(1, 2, "song", 9000, (5, 6), (9000, 9001), '"报\\道"\n'[:2])
FIT = LineFit(natural=170_000, measure=171_000, ending="justified", strain=1)
LINE = Group(Role.BODY_LINE, (RUN,), "flood", 1, 3, 2, 1, 2, FIT)
NODES = Group(
    Role.FRAME,
    (
        Rule(0, 0, 10, 0, 250),
        Fill(0, 0, 10, 10, Ink(0, 0, 0, 80)),
        Shape((("m", 0, 0), ("l", 5, 5), ("z",)), Ink(0, 1000, 1000, 0)),
        Shape(
            (("m", 0, 0), ("l", 5, 5), ("z",)), Ink(0, 0, 0, 900),
            blend=((0, 0, 0, 0, 100), (1000, 0, 0, 0, 900)), frame=(0, 0, 5, 0, 0, 5),
        ),
        Picture(1, 2, 3, 4, "a.jpg", "d1", (0, 0, 5, 6), "海边", "/home/me/a.jpg"),
        Group(Role.CAPTION, (replace(RUN, colour=Ink(1, 2, 3, 4), condense=900),)),
    ),
)
AREAS = (
    Area(
        "lead", AreaKind.STORY, Rect(1, 2, 30, 40), "flood", 1, ((1, 10), (21, 10)),
        (Rect(1, 2, 3, 4),), framed=True, balanced=True,
    ),
    Area("strip", AreaKind.FURNITURE, Rect(0, 0, 400, 2)),
)  # fmt: skip
GRID = PageGrid(Rect(0, 2, 400, 490), 12_500, 9000, 8)
PAGE = TreePage(
    1, "a01", "要闻", 400, 500, 9, (LINE, NODES), AREAS, GRID,
    marks=("slug",), slug=(RUN,), halves=("a01", "a02"), half_slugs=((RUN,), ()),
)  # fmt: skip
STORY = StoryRecord(
    "flood", "大水", (1, 2), 40, 800, ((1, "lead", 3),), overset="余", overset_at=Span("a", 1, 1)
)
FACE = FaceRecord("song", "d2", "Song", 400, "/home/me/song.ttf")
TREE = LayoutTree(
    "日报",
    "2026-11-23",
    (("body", "9pt"),),
    (PAGE, replace(PAGE, number=2, groups=(), areas=(), grid=None)),
    (STORY,),
    (FACE,),
    (MissingGlyph("龘", 2),),
)


SCHEMA_5 = """
Shape: blend cap clip colour dashes even_odd frame join miter path phase weight
Rule: colour weight x x2 y y2
Fill: colour height width x y
Picture: alt crop digest gap grey height ink name perceptual quality resolution sharpen spots vector \
width x y
FaceRecord: digest family index key weight
MissingGlyph: character count
StoryRecord: bad_turns characters dropped_turn fit_gap headline headline_fits headline_steps left_out \
left_words lines loose loosened no_room overset overset_lines pages picture_lines quotes_missed \
quotes_out short_turn slug subhead_lines summary_out tight tightened unused wide_tables widows
LineFit: ending measure natural strain
Area: balanced cuts framed hole kind legs part rect slug
PageGrid: column_gap em leading type_area
Group: article baseline fit leg nodes paragraph part role x
GlyphRun: advances baseline colour condense face glyphs size text writing x
TreePage: areas bleed grid groups half_slugs halves height marks name number section slug spread width
LayoutTree: date faces missing pages settings stories title
"""


def test_a_tree_comes_back_as_it_was() -> None:
    assert read_tree(write_tree(TREE)) == TREE
    assert write_tree(read_tree(write_tree(TREE))) == write_tree(TREE)


def test_trees_of_the_schema_before_are_read() -> None:
    """A reference or a set of last week is compared with tonight's."""
    assert read_tree(write_tree(TREE).replace('"schema":5', '"schema":4')) == TREE


def test_what_is_written_is_what_the_schema_says() -> None:
    """Another field is another schema: whoever reads up to this one would call the file damaged."""
    kinds = (Shape, Rule, Fill, Picture, FaceRecord, MissingGlyph, StoryRecord, LineFit, Area, PageGrid)
    kinds += (Group, GlyphRun, TreePage, LayoutTree)
    known = "\n".join(f"{kind.__name__}: {' '.join(sorted(_written(kind)))}" for kind in kinds)
    assert known == SCHEMA_5.strip()


def _written(kind: type) -> list[str]:
    return [each.name for each in fields(kind) if each.compare]


def test_a_tree_of_a_later_schema_is_told_by_its_number() -> None:
    later = write_tree(TREE).replace('"schema":5', '"schema":6')
    with pytest.raises(TreeFormatError, match="schema 6; this version reads schema 5") as caught:
        read_tree(later)
    assert in_chinese(str(caught.value)) == "格式版本为 6，本程序读取版本 5"


def test_an_empty_tree_comes_back_too() -> None:
    empty = LayoutTree("", "2026-11-23", (), (), (), ())
    assert read_tree(write_tree(empty)) == empty


def test_keys_are_sorted_and_values_are_integers_and_strings() -> None:
    def walk(value: object) -> None:
        if isinstance(value, dict):
            assert sorted(value) == list(value)
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)
        else:
            assert isinstance(value, int | str)

    walk(json.loads(write_tree(TREE)))


def test_places_on_this_machine_and_in_the_source_are_not_written() -> None:
    text = write_tree(TREE)
    assert "/home/me" not in text
    assert "overset_at" not in text


def test_a_node_is_a_line() -> None:
    lines = write_tree(TREE).splitlines()
    assert (
        '{"advances":[9000,9001],"baseline":2,"face":"song","glyphs":[5,6],"size":9000,'
        '"text":"\\"报","type":"run","x":1}'
    ) in lines
    assert '{"hole":"strip","kind":"furniture","rect":[0,0,400,2]}' in lines
    assert '{"colour":[0,0,0,80],"height":10,"type":"fill","width":10,"x":0,"y":0},' in lines


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema":3}', write_tree(TREE).replace('"rule"', '"ruler"'), "nul"]
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(TreeFormatError):
        read_tree(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"x":0', '"x":0.5'),
        ('"x":0', '"x":"0"'),
        ('"x":0', '"x":true'),
        ('"height":10', '"height":-1'),
        ('"title":', '"title":3,"was":'),
        ('"hole":"strip"', '"hole":"\\ud800"'),
        ('"rect":[0,0,400,2]', '"rect":[0,0,400,null]'),
        ('"pages":[', '"pages":[[],'),
    ],
)
def test_a_value_of_another_type_is_refused(old: str, new: str) -> None:
    """What reads a tree trusts it: comparisons, painters, the night's late pages."""
    text = write_tree(TREE)
    assert old in text
    with pytest.raises(TreeFormatError):
        read_tree(text.replace(old, new, 1))
