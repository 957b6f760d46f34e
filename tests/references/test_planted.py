"""Changes planted in the sample edition, one at a time: the tree diff finds each and names its story, the
page compare finds what can be seen, and both are silent on an edition built again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from broadsheet.diff.pages import compare_pages
from broadsheet.diff.report import owner_name, subject
from broadsheet.diff.sets import PageSet, find_set
from broadsheet.diff.trees import diff_trees
from broadsheet.options import BuildOptions
from broadsheet.painting import paint_set
from broadsheet.press import make
from broadsheet.readers.report import Overrides
from broadsheet.tree.node import LayoutTree
from references.renew import SAMPLE

pytestmark = pytest.mark.slow

PAGES = (1, 2)


class Planted(NamedTuple):
    """A change, and what has to be found of it. ``edits`` are (file, old, new) in a copy of the edition,
    ``copies`` (from, to) files of it. ``found`` are (whose, role, kind) that the tree diff must tell;
    ``whose`` are all whom it may tell of, none for any."""

    name: str
    found: tuple[tuple[str, str, str], ...]
    whose: tuple[str, ...] = ()
    edits: tuple[tuple[str, str, str], ...] = ()
    copies: tuple[tuple[str, str], ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    pages: tuple[int, ...] = PAGES


FERRY, CLINIC, TEA = "front/ferry-line.md", "front/clinic-second.md", "front/tea-feature.md"
MANIFEST, FRONT = "edition.yaml", "layouts/front.yaml"
BETWEEN = "between ferry-line, clinic-second, pointer"
PLANTED = [
    Planted(
        "a word", (("ferry-line", "body-line", "changed"),), ("ferry-line",),
        edits=((FERRY, "江面还浮着一层薄雾", "江面还浮着一层轻雾"),),
    ),
    Planted(
        "a figure", (("ferry-line", "body-line", "changed"),), ("ferry-line",),
        edits=((FERRY, "132", "135"),),
    ),
    Planted(
        "a paragraph that came", (("tea-feature", "body-line", "came"),), ("tea-feature",),
        edits=((TEA, "\n\n天是晴的", "\n\n新的一段。\n\n天是晴的"),),
    ),
    Planted(
        "a lost glyph", (("tea-feature", "body-line", "changed"),), ("tea-feature",),
        edits=((TEA, "漠河", "漠\U0002a6a5"),),
    ),
    Planted(
        "a word of a headline", (("clinic-second", "headline", "changed"),), ("clinic-second",),
        edits=((CLINIC, "二十六家社区门诊开起夜班", "二十七家社区门诊开起夜班"),),
    ),
    Planted(
        "a kicker that went", (("digest", "kicker", "gone"),), ("digest",),
        edits=(("front/digest.md", "kicker: 五个数字 读懂这一周\n", "headline: 五个数字\n"),),
    ),
    Planted(
        "a byline", (("tea-feature", "byline", "changed"),), ("tea-feature",),
        edits=((TEA, "本报记者 苏砚", "本报记者 苏研"),),
    ),
    Planted(
        "a caption", (("ferry-line", "caption", "changed"),), ("ferry-line",),
        edits=((MANIFEST, "停航17年的横江轮渡昨日复航。", "停航17年的横江轮渡今日复航。"),),
    ),
    Planted(
        "another picture", (("tea-feature", "picture", "changed"),), ("tea-feature",),
        edits=((MANIFEST, "picture: pictures/autumn-hill.jpg", "picture: pictures/corner.jpg"),),
    ),
    Planted(
        "a picture's file swapped", (("tea-feature", "picture", "changed"),), ("tea-feature",),
        copies=(("pictures/pavilion.jpg", "pictures/autumn-hill.jpg"),),
    ),
    Planted(
        "a picture's crop", (("tea-feature", "picture", "restyled"),), ("tea-feature",),
        edits=((MANIFEST, "autumn-hill.jpg", "autumn-hill.jpg\n        focus: [50%, 0%]"),),
    ),
    Planted(
        "two briefs in each other's places",
        (("brief-bridge", "body-line", "moved"), ("brief-museum", "body-line", "moved")),
        ("brief-bridge", "brief-museum"),
        edits=(
            (MANIFEST, "brief1: brief-bridge", "brief1: brief-museum"),
            (MANIFEST, "brief2: brief-museum", "brief2: brief-bridge"),
        ),
    ),
    Planted(
        "a rule that went", ((BETWEEN, "rules", "gone"),), (BETWEEN,),
        edits=((FRONT, "style: second, rules: left}", "style: second}"),),
    ),
    Planted(
        "a rule's weight", (("hole nameplate", "furniture", "restyled"),), ("hole nameplate",),
        edits=((FRONT, "[0, 120pt, 100%, 120pt], weight: 1.2pt", "[0, 120pt, 100%, 120pt], weight: 2pt"),),
    ),
    Planted(
        "a rule moved by a point", (("hole nameplate", "furniture", "moved"),), ("hole nameplate",),
        edits=((FRONT, "{rule: [0, 120pt, 100%, 120pt]", "{rule: [0, 121pt, 100%, 121pt]"),),
    ),
    Planted(
        "a colour", (("hole nameplate", "furniture", "restyled"),), ("hole nameplate",),
        edits=((FRONT, "box: [0, 0, 430pt, 112pt], colour: red", "box: [0, 0, 430pt, 112pt], colour: grey"),),
    ),
    Planted(
        "a tint", (("pointer", "frame", "restyled"),),
        settings=(("style.colours.pale", "{k: 20%}"),),
    ),
    Planted(
        "a point of leading", (("ferry-line", "body-line", "moved"), ("clinic-second", "body-line", "moved")),
        settings=(("grid.leading", "12.4pt"),),
    ),
    Planted(
        "a kerning value",
        (("ferry-line", "body-line", "restyled"), ("tea-feature", "body-line", "restyled")),
        settings=(("style.paragraphs.body.spacing.han_figure", "20%"),),
    ),
    Planted(
        "a headline's size", (("clinic-second", "headline", "restyled"),),
        settings=(("style.headlines.second.main.sizes", "[26pt]"),),
    ),
    Planted(
        "a face", (("clinic-second", "kicker", "restyled"),),
        settings=(("style.texts.kicker.face", "hei 700"),),
    ),
    Planted(
        "the day", (("hole nameplate", "furniture", "changed"), ("hole folio", "folio", "changed")),
        edits=((MANIFEST, "date: 2026-11-23", "date: 2026-11-24"),),
    ),
    Planted("a page that is not there", (("page 2", "page", "gone"),), pages=(1,)),
]  # fmt: skip


def built(folder: Path, tree: LayoutTree) -> PageSet:
    """A set of pages and their tree."""
    folder.mkdir()
    for name, data in paint_set(tree, BuildOptions(formats=("pdf", "tree"))).items():
        (folder / name).write_bytes(data)
    return find_set(folder)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> PageSet:
    tree = make(SAMPLE, Overrides(pages=PAGES)).tree
    return built(tmp_path_factory.mktemp("planted") / "before", tree)


def planted(change: Planted, folder: Path) -> LayoutTree:
    """The sample edition with a change."""
    copy = folder / "edition"
    shutil.copytree(SAMPLE, copy)
    for name, old, new in change.edits:
        text = (copy / name).read_text("utf-8")
        assert old in text, f"{name} has no {old!r} any more"
        (copy / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    for source, target in change.copies:
        shutil.copy(copy / source, copy / target)
    return make(copy, Overrides(pages=change.pages, settings=change.settings)).tree


def whose_looks(old: PageSet, new: PageSet) -> set[str]:
    """Whose ink looks different."""
    pages = list(compare_pages(old, new))
    named = {
        owner_name(spot.named.owner, page.pair.number, "en") if spot.named else "?"
        for page in pages
        for spot in page.spots
    }
    return named | {f"page {page.pair.number}" for page in pages if page.came or page.gone}


@pytest.mark.parametrize("change", PLANTED, ids=lambda change: change.name)
def test_a_planted_change_is_found_and_named(change: Planted, before: PageSet, tmp_path: Path) -> None:
    tree = planted(change, tmp_path)
    diff = diff_trees(before.layout(), tree)
    told = {(subject(each, "en"), each.role, each.kind.value) for each in diff.changes}
    assert set(change.found) <= told
    whose = {each[0] for each in told}
    assert not change.whose or whose == set(change.whose)
    looks = whose_looks(before, built(tmp_path / "after", tree))
    assert {each[0] for each in change.found} <= looks
    assert looks <= whose, "the pages show what the tree does not tell"


def test_an_edition_built_again_is_silent(before: PageSet, tmp_path: Path) -> None:
    copy = tmp_path / "edition"
    shutil.copytree(SAMPLE, copy)
    tree = make(copy, Overrides(pages=PAGES)).tree
    assert diff_trees(before.layout(), tree).changes == ()
    assert whose_looks(before, built(tmp_path / "after", tree)) == set()


def test_words_in_vertical_lines_and_in_cells_of_tables_are_found(tmp_path: Path) -> None:
    change = Planted(
        "", (),
        edits=(
            ("supplement/poem-wharf.md", "有人等过盐", "有人等过信"),
            ("business/market-tables.md", "| 菠菜 | 5.80 |", "| 菠菜 | 5.90 |"),
        ),
        pages=(4, 6),
    )  # fmt: skip
    diff = diff_trees(make(SAMPLE, Overrides(pages=(4, 6))).tree, planted(change, tmp_path))
    assert [(each.story, each.role, each.words[0].old, each.words[0].new) for each in diff.changes] == [
        ("market-tables", "table", "5.80", "5.90"),
        ("poem-wharf", "body-line", "盐", "信"),
    ]
