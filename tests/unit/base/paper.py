"""A paper of two pages with a story on each, to be changed and built as often as a test likes; and an archive
of three nights, a page each."""

from __future__ import annotations

from pathlib import Path

MANIFEST = """\
paper: {name: 岚川日报, code: lc}
date: 2026-11-23
issue: 1
pages:
  - {number: 1, layout: plain, holes: {text: one}}
  - {number: 2, layout: plain, holes: {text: two}}
"""

NIGHT = """\
paper: {{name: 岚川日报, code: lc}}
date: 2026-11-{day}
issue: 1
pages: [{{number: 1, layout: plain, holes: {{text: one}}}}]
"""

PARAGRAPHS = "\n\n".join("江面上起了雾，航班停了16班。" * count for count in (3, 9, 5))


def write_paper(folder: Path, one: str = PARAGRAPHS, two: str = PARAGRAPHS) -> Path:
    """Write the paper with the text of each story; return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "edition.yaml").write_text(MANIFEST, "utf-8")
    write_story(folder, "one", one)
    write_story(folder, "two", two)
    return folder


def write_story(folder: Path, slug: str, text: str, headline: str = "大雾锁江") -> None:
    """Write one of its stories, in the place of what is there."""
    (folder / f"{slug}.md").write_text(f"---\nheadline: {headline}\n---\n\n{text}\n", "utf-8")


def write_archive(folder: Path, text: str = PARAGRAPHS) -> Path:
    """Write the nights of 21 to 23 November, each in a folder of its own; return theirs."""
    for day in ("21", "22", "23"):
        (folder / day).mkdir(parents=True)
        (folder / day / "edition.yaml").write_text(NIGHT.format(day=day), "utf-8")
        write_story(folder / day, "one", text)
    return folder
