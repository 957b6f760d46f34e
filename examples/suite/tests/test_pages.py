"""The paper's pages against their references, and what must hold of every edition."""

import pytest


def test_the_pages_are_as_they_were(broadsheet_edition, broadsheet_compare):
    broadsheet_compare(broadsheet_edition("../edition.yaml"))


@pytest.mark.parametrize("columns", ["2", "3"])
def test_the_front_page_holds_in_other_columns(broadsheet_edition, broadsheet_compare, columns):
    made = broadsheet_edition("../edition.yaml", settings=[("holes.second.legs", columns)])
    broadsheet_compare(made, f"front-{columns}-legs")


def test_every_story_fits(broadsheet_edition):
    made = broadsheet_edition("../edition.yaml")
    assert [story.slug for story in made.tree.stories if story.overset] == []
