"""The stories of a printed front page, set as they ran there, and judged from outside.

The copy is not the project's: it is read from ``../shared/printed-page`` (or below the folder that
BROADSHEET_SHARED names) and the tests are skipped where it is absent.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

from broadsheet.model.article import Subhead
from broadsheet.preflight.check import check_tree, conservation
from broadsheet.preflight.critic.review import review
from broadsheet.readers.edition import read_edition
from broadsheet.tree.node import GlyphRun, Group, Role, Rule
from broadsheet.tree.serial import read_tree
from broadsheet.tree.walk import groups, leaves
from judges.finished import SURROUNDINGS, Pages, build_apart
from judges.judging import lines_against_kinsoku, lines_off_grid, pieces_doubled, stories_lost
from judges.outside import READERS, solid

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("BROADSHEET_SHARED", HERE.parents[2] / "shared"))
PRINTED = SHARED / "printed-page"
LEAST_F1 = 0.92
"""Of the breaker's line ends against the printed ones; a plain first-fit setter has 0.91."""

pytestmark = pytest.mark.skipif(not PRINTED.is_dir(), reason=f"{PRINTED} is not on this machine")


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition's description, with the page's own copy and two pictures made for it."""
    folder = tmp_path_factory.mktemp("printed") / "edition"
    shutil.copytree(HERE / "edition", folder)
    shutil.copytree(PRINTED / "stories", folder / "stories")
    (folder / "pictures").mkdir()
    slope = Image.linear_gradient("L")
    slope.resize((1600, 1000)).save(folder / "pictures" / "workshop.jpg", quality=80)
    slope.rotate(90).resize((2400, 1600)).save(folder / "pictures" / "harbour.jpg", quality=80)
    return folder


@pytest.fixture(scope="module")
def sets(edition: Path) -> list[Path]:
    """The edition, built in two processes that agree on nothing but the input."""
    return [
        build_apart(edition, edition.parent / f"out{number}", surroundings)
        for number, surroundings in enumerate(SURROUNDINGS)
    ]


@pytest.fixture(scope="module")
def pages(edition: Path, sets: list[Path]) -> Pages:
    """The finished pages."""
    tree = read_tree((sets[0] / "tree.json").read_text("utf-8"))
    return Pages(read_edition(edition).edition, tree, sets[0])


def story_groups(pages: Pages, slug: str) -> list[Group]:
    """The parts of a story in the tree, in reading order."""
    found = [
        group
        for page in pages.tree.pages
        for group in page.groups
        if group.role is Role.STORY and group.article == slug
    ]
    return sorted(found, key=lambda group: group.part)


def lines(part: Group, role: Role = Role.BODY_LINE) -> list[Group]:
    """The lines of a part that have a role, in order."""
    return [group for group in groups(part.nodes) if group.role is role]


def text(group: Group) -> str:
    """What a line says."""
    return "".join(node.text for node in group.nodes if isinstance(node, GlyphRun))


def ends(line: Group) -> tuple[int, int]:
    """Where a line's ink starts and ends."""
    runs = [node for node in line.nodes if isinstance(node, GlyphRun)]
    return runs[0].x, runs[-1].x + sum(runs[-1].advances)


def test_every_story_fits_and_nothing_is_wrong(pages: Pages) -> None:
    lines = [each for each in review(pages.tree) if each.code in ("W706", "W711", "N712")]
    found = [*lines, *(each for each in check_tree(pages.tree) if each.code != "N710")]
    assert found == []
    assert [record.slug for record in pages.tree.stories if record.overset] == []
    copies = {
        story.article.slug: story.article.threaded(byline_at_end=story.parts[0].style.byline_at_end)
        for story, _ in pages.stories()
    }
    assert len(copies) == 8
    assert conservation(pages.tree, copies) == ()


def test_the_pages_are_full(pages: Pages) -> None:
    """No story leaves a leg more than a few lines short."""
    for record in pages.tree.stories:
        assert all(count <= 3 for _, _, count in record.unused), record.slug


def test_air_above_subheads_is_not_reported_as_empty(pages: Pages) -> None:
    (lead,) = [record for record in pages.tree.stories if record.slug == "rencheng"]
    assert [part for part in lead.unused if part[1] == "lead"] == []


def test_rules_stand_between_the_legs_of_the_second_story(pages: Pages) -> None:
    (part,) = story_groups(pages, "renshe")
    legs = sorted({line.x for line in lines(part)})
    end = max(line.x + line.fit.measure for line in lines(part) if line.fit and line.x == legs[0])
    middle = (end + legs[1]) // 2
    page = pages.tree.pages[0]
    rules = [node for node in leaves(page.groups) if isinstance(node, Rule)]
    assert [rule for rule in rules if rule.x == rule.x2 and abs(rule.x - middle) <= 1]


def test_datelines_and_leads_have_faces_of_their_own(pages: Pages) -> None:
    for slug in ("renshe", "renda", "zhengxie-study", "zhengxie-meeting"):
        first = lines(story_groups(pages, slug)[0])[0]
        runs = [node for node in first.nodes if isinstance(node, GlyphRun)]
        assert runs[0].text.startswith("本报济宁")
        assert runs[0].face.startswith("BroadsheetHei")
    (part,) = story_groups(pages, "renshe")
    leads = "".join(
        node.text
        for line in lines(part)
        for node in line.nodes
        if isinstance(node, GlyphRun) and node.face == "BroadsheetHei-700"
    )
    assert len(leads) > 20


def test_the_lead_stands_as_it_ran(pages: Pages) -> None:
    first, second = story_groups(pages, "rencheng")
    (lead,) = [story for story, _ in pages.stories() if story.article.slug == "rencheng"]
    article = lead.article
    assert solid("".join(map(text, lines(first, Role.KICKER)))) == solid("".join(article.headline.kicker))
    headline = lines(first, Role.HEADLINE)
    assert {node.baseline for line in headline for node in line.nodes if isinstance(node, GlyphRun)} == {
        next(node.baseline for node in headline[0].nodes if isinstance(node, GlyphRun))
    }
    assert [solid(text(line)) for line in lines(first, Role.BYLINE)] == [
        solid(line) for line in article.byline
    ]
    heads = [block for block in article.blocks if isinstance(block, Subhead)]
    assert [len(block.lines) for block in heads] == [2, 2, 2]
    set_heads = lines(first, Role.SUBHEAD) + lines(second, Role.SUBHEAD)
    assert [text(line) for line in set_heads] == [line for block in heads for line in block.lines]


def test_measures_are_those_of_the_printed_page(pages: Pages) -> None:
    em = 9750
    measures = {
        slug: {line.fit.measure / em for line in lines(story_groups(pages, slug)[0]) if line.fit}
        for slug in ("rencheng", "renda", "zhengxie-meeting", "zhengxie-study", "digest", "yutai")
    }
    assert max(measures["rencheng"]) == max(measures["yutai"]) == 18.5
    for slug in ("renda", "zhengxie-meeting", "zhengxie-study"):
        assert max(measures[slug]) == 27.5
    assert max(measures["digest"]) == 29


def test_the_jump_stands_on_the_last_line_right_after_the_text(pages: Pages) -> None:
    first, _ = story_groups(pages, "rencheng")
    (jump,) = lines(first, Role.JUMP_LINE)
    assert text(jump) == "（下转2版）"
    last = lines(first)[-1]
    assert (last.baseline, last.leg) == (jump.baseline, jump.leg)
    start, end = ends(jump)
    blank = 9750 // 2  # the opening mark's own white half, which it lost
    assert start - blank <= ends(last)[1] <= start + blank
    assert last.fit is not None
    foot = last.x + 18_500 * 9750 // 1000
    assert end <= foot + 1
    assert first.nodes[-1] is jump


def test_the_turn_says_where_it_comes_from(pages: Pages) -> None:
    _, second = story_groups(pages, "rencheng")
    (turn,) = lines(second, Role.TURN_LINE)
    assert text(turn) == "（上接1版）"
    assert pages.tree.pages[1].number == 2
    assert second in pages.tree.pages[1].groups
    (record,) = [record for record in pages.tree.stories if record.slug == "rencheng"]
    assert record.pages == (1, 2)


def test_body_lines_stand_on_one_grid_to_the_millipoint(pages: Pages) -> None:
    grids = {plan.number: plan.layout.grid for plan in pages.edition.pages}
    for page in pages.tree.pages:
        grid = grids[page.number]
        allowed = {grid.baseline(line) for line in range(grid.lines)}
        found = {group.baseline for group in groups(page.groups) if group.role is Role.BODY_LINE}
        assert found <= allowed
        runs = {
            node.baseline
            for group in groups(page.groups)
            if group.role is Role.BODY_LINE
            for node in group.nodes
            if isinstance(node, GlyphRun)
        }
        assert runs == found


@pytest.mark.parametrize("reader", READERS)
def test_each_story_is_complete_and_in_order(pages: Pages, reader: str) -> None:
    assert stories_lost(pages, reader) == []
    assert pieces_doubled(pages, reader) == []


@pytest.mark.parametrize("reader", READERS)
def test_page_numbers_are_true(pages: Pages, reader: str) -> None:
    first, second = pages.texts(reader).values()
    assert first.count("（下转2版）") == 1
    assert "（上接" not in first
    assert second.count("（上接1版）") == 1
    assert "（下转" not in second


@pytest.mark.parametrize("reader", ["pdfium", "pdfminer"])
def test_baselines_and_line_ends_as_others_see_them(pages: Pages, reader: str) -> None:
    assert lines_off_grid(pages, reader) == []
    count, wrong = lines_against_kinsoku(pages, reader)
    assert count > 300
    assert wrong == []


def test_two_builds_are_the_same_bytes(sets: list[Path]) -> None:
    first, second = ({path.name: path.read_bytes() for path in sorted(folder.iterdir())} for folder in sets)
    assert first == second
    assert sets[0].name == sets[1].name
    assert len(first) == 3


@pytest.fixture(scope="module")
def score_breaks() -> ModuleType:
    """The scorer that comes with the printed page."""
    spec = importlib.util.spec_from_file_location("score_breaks", PRINTED / "score_breaks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_lines_break_where_the_printed_ones_do(score_breaks: ModuleType) -> None:
    f1, _, rows = score_breaks.score(score_breaks.broadsheet_engine)
    assert f1 >= LEAST_F1, "\n".join(f"{row[0]} {row[1]:.3f}" for row in rows)
