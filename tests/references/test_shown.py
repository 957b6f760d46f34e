"""The sample paper is where a reader looks a thing up: each shape of a page stands in it somewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from broadsheet.model.edition import Edition, StoryPart
from broadsheet.model.hole import CaptionPlace, Inside
from broadsheet.model.style import Border
from broadsheet.readers.edition import read_edition
from broadsheet.tree.node import Group, Role
from references.renew import SAMPLE, kept_tree


@pytest.fixture(scope="module")
def edition() -> Edition:
    return read_edition(SAMPLE).edition


def parts(edition: Edition) -> Iterator[StoryPart]:
    for story in edition.stories:
        yield from story.parts


def roles(group: Group) -> Iterator[Role]:
    yield group.role
    for node in group.nodes:
        if isinstance(node, Group):
            yield from roles(node)


def test_every_role_is_on_a_page() -> None:
    shown = {role for page in kept_tree().pages for group in page.groups for role in roles(group)}
    assert set(Role) - shown == {Role.OVERLAY}  # the grid, drawn only when it is asked for


def test_headlines_stand_in_all_their_places(edition: Edition) -> None:
    heads = [part.hole.head for part in parts(edition) if not part.hole.vertical]
    assert any(not head.legs and not head.vertical for head in heads)  # over the text
    assert any(head.vertical and not head.legs for head in heads)  # at a side
    assert any(head.legs and head.line == 0 for head in heads)  # between legs that begin beside it
    assert any(head.legs and head.line > 0 for head in heads)  # with text all round
    assert any(part.hole.vertical for part in parts(edition))


def test_holes_have_all_their_shapes(edition: Edition) -> None:
    holes = [part.hole for part in parts(edition)]
    assert any(hole.legs != hole.span.columns for hole in holes)
    cuts = [(hole.span, cut) for hole in holes for cut in hole.cuts]
    edges = [(cut.column == span.column, cut.end_column == span.end_column) for span, cut in cuts]
    assert any(sum(edge) == 1 for edge in edges)  # an L
    assert any(sum(edge) == 0 for edge in edges)  # a U
    assert any(hole.quotes for hole in holes)
    assert any(hole.leg_rules for hole in holes)
    assert any(len(story.parts) > 1 for story in edition.stories)
    borders = {hole.frame.border for hole in holes if hole.frame}
    assert borders >= {Border.SOLID, Border.DOTTED, Border.FRET}


def test_pictures_stand_in_all_their_places(edition: Edition) -> None:
    inside = [each.hole for part in parts(edition) for each in part.pictures]
    assert any(isinstance(hole.place, Inside) and hole.place.width for hole in inside)  # text beside it
    assert any(isinstance(hole.place, Inside) and hole.place.most for hole in inside)
    assert {hole.caption for hole in inside} >= {CaptionPlace.BELOW, CaptionPlace.OVER, CaptionPlace.NONE}
    files = [each.picture.file.path for each in edition.pictures]
    assert any(path.endswith(".svg") for path in files)
    assert any(ad.picture and ad.picture.path.endswith(".pdf") for ad in edition.ads)
    assert any(ad.elements for ad in edition.ads)
