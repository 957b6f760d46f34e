"""The sample's variants: manifests that say only what differs."""

from __future__ import annotations

from broadsheet.diagnostics import Severity
from broadsheet.press import make
from references.renew import SAMPLE, listings, moved, sample


def test_the_late_edition_moves_no_story_but_those_that_it_names() -> None:
    early, late = sample(), make(SAMPLE / "late.yaml").tree
    pairs = zip(early.pages, late.pages, strict=True)
    assert [one.number for one, other in pairs if one.groups != other.groups] == [1]
    _, _, stories = moved(listings(early)["01.txt"], listings(late)["01.txt"])
    assert stories == ["-", "flood-wall", "late-final"]


def test_the_small_sheet_has_the_same_copy_to_the_line() -> None:
    small = make(SAMPLE / "tabloid.yaml")
    assert {(page.width, page.height) for page in small.tree.pages} == {(793701, 1105512)}  # 280 x 390 mm
    large = {story.slug: story for story in sample().stories}
    for story in small.tree.stories:
        assert (story.characters, story.overset) == (large[story.slug].characters, "")
        assert not any(lines for _, _, lines in story.unused)
    assert [each for each in small.diagnostics if each.severity is not Severity.NOTE] == []
