"""The HTML report: one file, well formed, nothing from elsewhere, every change outlined and listed."""

from __future__ import annotations

import os
from html.parser import HTMLParser
from pathlib import Path
from threading import Thread

import pytest

from broadsheet.cli import main
from broadsheet.diff.html import Mark, Report, Row, Side, View, render_html
from broadsheet.tree.node import Role
from broadsheet.tree.serial import write_tree
from unit.diff.newspage import FERRY, FOG, block, body, edition, page, story, text, written

_VOID = {"meta", "img", "input", "br", "fecolormatrix", "rect"}


class Page(HTMLParser):
    """Reads a report; fails where tags do not match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def of(self, name: str) -> list[dict[str, str | None]]:
        """Attributes of the elements of a class."""
        return [attrs for _, attrs in self.tags if name in (attrs.get("class") or "").split()]


def report(*views: View) -> Report:
    return Report("a & b", "c<d>", "1 of 2 pages", views, ("page 2",))


OLD = Side((300, 400), ("image/png", b"x"), "", (Mark(0, "changed", (0.1, 0.2, 0.3, 0.05)),))
ROWS = (Row("ferry&", "body", "changed", "1 line changed: <ins>新</ins>"),)
VIEW = View(1, "page 1 <要闻>", "abc", OLD, None, ROWS, "told", "expected", 'a "reason"')


def test_texts_are_escaped_and_tags_match() -> None:
    found = Page(render_html(report(VIEW)))
    assert "page 1 <要闻>" in found.texts
    assert "ferry&" in found.texts
    assert "a & b → c<d>" in found.texts
    assert {"value": 'a "reason"'}.items() <= next(
        attrs for tag, attrs in found.tags if tag == "input" and attrs["type"] == "text"
    ).items()


def test_nothing_is_fetched_from_elsewhere() -> None:
    html = render_html(report(VIEW))
    for _, attrs in Page(html).tags:
        for name in ("src", "href"):
            assert (attrs.get(name) or "#").startswith(("data:", "#"))
    assert "http" not in html.replace("http-equiv", "")


def test_a_mark_lies_where_its_share_of_the_page_says_and_leads_to_its_row() -> None:
    found = Page(render_html(report(VIEW)))
    (mark,) = found.of("mark")
    assert mark["style"] == "left:10.000%;top:20.000%;width:30.000%;height:5.000%"
    rows = [attrs for tag, attrs in found.tags if tag == "li"]
    assert [row["data-row"] for row in rows] == [mark["data-row"]]


def test_a_page_that_one_side_does_not_have_says_so() -> None:
    assert "not in this set" in render_html(report(VIEW))
    assert "这一套中没有此版" in render_html(report(VIEW), "zh")


def test_a_ruling_is_set_in_the_form() -> None:
    found = Page(render_html(report(VIEW)))
    assert [attrs["value"] for _, attrs in found.tags if "checked" in attrs] == ["expected"]


def test_no_change_is_said_on_the_page() -> None:
    found = Page(render_html(Report("a", "b", "no change on 2 pages", ())))
    assert found.of("view") == []
    assert "no change on 2 pages" in found.texts


def test_the_command_writes_pages_with_outlines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = written(tmp_path / "a", edition(page(FERRY, FOG), page(number=2)))
    two = written(tmp_path / "b", edition(page(FERRY, block(170_000, 80_000)), page(number=2)))
    for name in ("diff", "proof compare"):
        path = tmp_path / "reports" / f"{name}.html"
        assert main([*name.split(), str(one), str(two), "--html", str(path)]) == 1
        found = Page(path.read_text("utf-8"))
        assert len([tag for tag, attrs in found.tags if tag == "img"]) == 2
        assert len(found.of("view")) == 1
        assert len(found.of("mark")) == 2
    link = tmp_path / "link.html"
    link.symlink_to(path)
    before = path.stat().st_ino, path.read_bytes()
    for place, is_other in ((link, False), (path, True)):  # what a link shows is written, a file put in place
        assert main([*name.split(), str(one), str(two), "--html", str(place)]) == 1
        assert (path.stat().st_ino != before[0], path.read_bytes()) == (is_other, before[1])
    os.mkfifo(pipe := tmp_path / "pipe")
    heard: list[bytes] = []
    listener = Thread(target=lambda: heard.append(pipe.read_bytes()), daemon=True)
    listener.start()
    assert main([*name.split(), str(one), str(two), "--html", str(pipe)]) == 1
    assert pipe.is_fifo()  # what took its place would leave the listener waiting
    listener.join()
    assert heard == [before[1]]
    capsys.readouterr()
    assert main(["diff", str(one), str(two), "--html", str(tmp_path)]) == 2
    assert "E104" in capsys.readouterr().err


def test_what_went_to_another_page_is_outlined_where_it_was_and_where_it_is(tmp_path: Path) -> None:
    lines = story("ferry", *body(["一二三四"]))
    went, came = (page(lines), page(number=2)), (page(), page(lines, number=2))
    for name, pages in (("a.json", went), ("b.json", came)):
        (tmp_path / name).write_text(write_tree(edition(*pages)), "utf-8")
    path = tmp_path / "report.html"
    assert main(["diff", str(tmp_path / "a.json"), str(tmp_path / "b.json"), "--html", str(path)]) == 1
    found = Page(path.read_text("utf-8"))
    assert (len(found.of("view")), len(found.of("mark"))) == (2, 2)


@pytest.mark.parametrize("command", ["diff", "proof compare"])
def test_a_page_that_came_or_went_has_one_side(command: str, tmp_path: Path) -> None:
    one = written(tmp_path / "a", edition(page(FERRY)))
    two = written(tmp_path / "b", edition(page(FERRY), page(FOG, number=2)))
    for old, new in ((one, two), (two, one)):
        path = tmp_path / "report.html"
        assert main([*command.split(), str(old), str(new), "--html", str(path)]) == 1
        found = Page(path.read_text("utf-8"))
        assert len([tag for tag, _ in found.tags if tag == "img"]) == 1
        assert found.texts.count("not in this set") == 1


def test_without_pdfs_the_page_is_drawn_from_the_tree(tmp_path: Path) -> None:
    for name, words in (("a.json", "一二三"), ("b.json", "一二四")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        whole = edition(page(story("ferry", text(Role.HEADLINE, "轮渡"), *body([words]))))
        (tmp_path / name).write_text(write_tree(whole), "utf-8")
    path = tmp_path / "report.html"
    assert main(["diff", str(tmp_path / "a.json"), str(tmp_path / "b.json"), "--html", str(path)]) == 1
    found = Page(path.read_text("utf-8"))
    assert len([tag for tag, _ in found.tags if tag == "rect"]) == 4
    assert "三" in found.texts
    assert "四" in found.texts
