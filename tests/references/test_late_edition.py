"""The sample's late edition: a manifest that says only what is otherwise."""

from __future__ import annotations

from broadsheet.diff.trees import diff_trees
from broadsheet.press import make
from references.renew import SAMPLE, listings, moved, sample


def test_the_late_edition_moves_no_story_but_those_that_it_names() -> None:
    early, late = sample(), make(SAMPLE / "late.yaml").tree
    assert diff_trees(early, late).changed_pages() == (1,)
    _, _, stories = moved(listings(early)["01.txt"], listings(late)["01.txt"])
    assert stories == ["-", "flood-wall", "late-final"]
