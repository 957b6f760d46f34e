"""What the files of pages are called."""

from __future__ import annotations

from broadsheet.tree.filename import page_named, revision_name


def test_a_page_is_known_by_its_file_whatever_its_revision() -> None:
    pages = ("lc01", "lc02", "map_v2")
    assert page_named("lc01", pages) == "lc01"
    assert page_named("map_v2", pages) == "map_v2"
    assert page_named("lc03", pages) is None
    assert page_named("lc03_v2", pages) is None
    for revision in (1, 2, 10):
        assert page_named(revision_name("lc02", revision), pages) == "lc02"
        assert page_named(revision_name("map_v2", revision), pages) == "map_v2"
