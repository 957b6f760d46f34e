"""Hostile copy and specs: whatever is read, the end is an edition or findings, never a traceback."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from broadsheet.diagnostics import BroadsheetError, render_text
from broadsheet.press import make
from broadsheet.readers.files import Files
from broadsheet.readers.report import RefusedError, Report
from broadsheet.readers.story import parse_story
from broadsheet.readers.svgpath import OutlineError, read_outline
from broadsheet.readers.yamlnode import Mapping, Sequence, parse_yaml
from broadsheet.source import Source
from fuzz.limits import bounded

STORY = """\
---
slug: fog
kicker: 江城
headline: [大雾, 锁江]
deck: 副题
byline: 本报记者
summary: 提要
note: 编者按
pull: [摘引]
column: 民生
pictures: [{file: a.jpg, caption: 说明, credit: 摄}]
jump: {to: 2, head: 转}
kind: news
language: zh
---

本报讯（记者 林）江面上起了雾，*航班* **停了** 16班。

小标题
---

◆ 项目
> 引文

| 甲 | 乙 |
|:--|--:|
| 1 | 2.5 |

{cut}

尾段 {optional}
"""
LAYOUT = """\
extends: plain
page: {size: [260mm, 240mm], margins: {top: 20mm, left: 19mm}}
grid: {columns: 4, column_gap: 1em, lines: 40, body: 9pt, leading: 1.4em}
furniture: {a: [{text: "{date}", at: [0, 0], style: strip}, {rule: [0, 0, 9pt, 0]}]}
holes:
  text: null
  a: {kind: story, at: [0, 0], span: [2, 20], legs: 二破一, frame: box, rules: [top], balance: true}
  b: {kind: story, at: [2, 0], span: [2, 20], cut: [{at: [2, 0], span: [1, 4]}], head: {legs: 1, line: 3}}
  c: {kind: story, at: [0, 20], span: [4, 20], writing: vertical, legs: [10em, 12em]}
  p: {kind: picture, in: a, legs: [0, 1], line: 2, lines: 6, range: [4, 8]}
  f: {kind: furniture, box: [0, 0, 9mm, 9mm], use: a}
"""
STYLE = """\
extends: daily
colours: {ink: {m: 80%}}
texts: {body: {size: 9pt, latin_scale: 103%}}
paragraphs: {body: {indent: 1em, spacing: {marks: full, kinsoku: gb, signs: {"。": {width: 80%}}}}}
stories: {report: {fit: [air, cuts], fit_most: 2, drop_cap: {text: body, lines: 2}}}
frames: {box: {weight: 1pt, border: wave}}
"""
MANIFEST = """\
paper: {name: 岚川日报, code: lc, first_issue: {date: 2020-01-01}}
date: 2026-11-23
style: house
names: [沈砚秋]
critic: {gutter: off}
pages: [{number: 1, layout: p, section: 要闻, holes: {a: fog, b: {story: two}}, index: [fog]}]
"""

PIECES = (
    "{", "}", "[", "]", ":", "- ", "*", "&a ", "*a", "!!python/object:os.system ", "'", '"', "|", ">", "#",
    "---", "\t", "\0", "\ufeff", "\u202e", "\ud7ff", "𠮷", "０", "-1", "1e999", "0x1F", "999999999999",
    "null", "~", "..", "../../etc/passwd", "/etc/passwd", "%", "em", "pt", "{date}", "{date.__class__}",
    "{0}", "\\", "<!--", "-->", "`", "```", "|--|", "{cut}", "　", "\r\n", "\n\n", "é", "한", "ア", "«",
    "——", "……", "\u00ad", "\u200b", "🇨🇳",
)  # fmt: skip


def mutated(text: str, rng: random.Random) -> str:
    """A text with a few pieces put in, taken out, doubled or moved."""
    for _ in range(rng.randint(1, 6)):
        start = rng.randrange(len(text) + 1)
        end = min(len(text), start + rng.randint(0, 30))
        piece = rng.choice((*PIECES, text[start:end] * 2, chr(rng.randrange(1, 0xD7FF))))
        way = rng.randrange(4)
        if way == 0:
            text = text[:start] + piece + text[start:]
        elif way == 1:
            text = text[:start] + text[end:]
        elif way == 2:
            text = text[:start] + piece + text[end:]
        else:
            numbers = list(re.finditer(r"\d+", text))
            if numbers:
                match = rng.choice(numbers)
                number = rng.choice(("0", "-3", "99999", "2.5", "x"))
                text = text[: match.start()] + number + text[match.end() :]
    return text


def read_story(text: str) -> None:
    report = Report()
    try:
        parse_story(Source("a.md", text), "a", report)
    except RefusedError:
        assert report.errors


def read_yaml(text: str) -> None:
    report = Report()
    try:
        parse_yaml(Source("a.yaml", text), report)
    except RefusedError:
        assert report.errors


SHALLOW: dict[str, tuple[Callable[[str], None], tuple[str, ...]]] = {
    "stories": (read_story, (STORY,)),
    "yaml": (read_yaml, (LAYOUT, STYLE, MANIFEST)),
}


@pytest.mark.parametrize("kind", SHALLOW)
def test_readers_take_anything(kind: str, request: pytest.FixtureRequest) -> None:
    read, seeds = SHALLOW[kind]
    rng = random.Random(f"fuzz {kind}")
    for number in range(400):
        with bounded(f"{kind} {number}"):
            read(mutated(rng.choice(seeds), rng))


@pytest.mark.slow
@pytest.mark.parametrize("kind", SHALLOW)
def test_readers_take_a_hundred_thousand(kind: str) -> None:
    read, seeds = SHALLOW[kind]
    rng = random.Random(f"slow {kind}")
    for number in range(50_000):
        with bounded(f"{kind} {number}"):
            read(mutated(rng.choice(seeds), rng))


DEEP = {"flow": "[", "mapping": "{a: ", "list": "- ", "key": "? "}
LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + level)}: &{chr(98 + level)} [{', '.join([f'*{chr(97 + level)}'] * 9)}]\n"
    for level in range(12)
)


@pytest.mark.parametrize("times", [50, 3_000, 200_000])
@pytest.mark.parametrize("kind", DEEP)
def test_deep_yaml_is_refused(kind: str, times: int) -> None:
    """In this process: what is too deep for libyaml's composer would end it."""
    text = DEEP[kind] * times + "x"
    report = Report()
    with suppress(RefusedError):
        parse_yaml(Source("a.yaml", text), report)
    assert {error.code for error in report.errors} == {"E110"}


@pytest.mark.parametrize("text", [LAUGHS, "a: &a [*a]\n", "a: !load x\n"])
def test_aliases_that_grow_and_tags_are_refused(text: str) -> None:
    with pytest.raises(RefusedError):
        parse_yaml(Source("a.yaml", text), Report())


OUTSIDE = ("../out.jpg", "/etc/hostname", "link.jpg", "link/out.jpg", "a\0.jpg", "文" * 90)


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_name_leaves_the_edition(name: str, tmp_path: Path) -> None:
    folder, report = tmp_path / "paper", Report()
    folder.mkdir()
    (tmp_path / "out.jpg").write_bytes(b"")
    (folder / "link.jpg").symlink_to(tmp_path / "out.jpg")
    (folder / "link").symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(RefusedError):
        Files(folder, report).existing(name, None, "E101")
    assert {error.code for error in report.errors} <= {"E102", "E106"}


def test_tags_of_programs_construct_nothing() -> None:
    node = parse_yaml(Source("a.yaml", "a: !!python/object/apply:os.getcwd []\n"), Report())
    assert isinstance(node, Mapping)
    assert isinstance(node.entries[0].value, Sequence)


FILES = {"edition.yaml": MANIFEST, "layouts/p.yaml": LAYOUT, "styles/house.yaml": STYLE, "fog.md": STORY}


def paper(folder: Path, changed: dict[str, str]) -> None:
    for name, text in {**FILES, "two.md": "---\nheadline: 二\n---\n\n正文。\n", **changed}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", errors="surrogatepass" if "\ud800" in text else "strict")


def set_whole(folder: Path, seed: int) -> None:
    """One file of an edition changed, all of it read and made up."""
    rng = random.Random(seed)
    name = rng.choice(sorted(FILES))
    paper(folder, {name: mutated(FILES[name], rng)})
    refused: tuple[object, ...] = ("nothing",)
    try:
        with bounded(f"edition {seed}"):
            make(folder)
    except BroadsheetError as error:
        refused = error.diagnostics
    except Exception as error:
        raise AssertionError(f"seed {seed}, {name}: {type(error).__name__}: {error}") from error
    finally:
        paper(folder, {})
    assert refused


def test_editions_are_made_or_refused(tmp_path: Path) -> None:
    for seed in range(60):
        set_whole(tmp_path, seed)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(10))
def test_many_editions_are_made_or_refused(block: int, tmp_path: Path) -> None:
    for seed in range(1000 + 200 * block, 1200 + 200 * block):
        set_whole(tmp_path, seed)


@pytest.mark.parametrize("piece", ["*a ", "http://a.b/c?d=e&f=", "👨\u200d👩", "=", "a\u0301", "（记者 "])
def test_long_copy_takes_a_time_that_grows_as_it_does(piece: str, tmp_path: Path) -> None:
    """A paragraph of 40,000 characters is set and told in a second; by their square these were a minute."""
    paper(tmp_path, {"fog.md": f"---\nheadline: 题\n---\n\n{piece * (40_000 // len(piece))}\n"})
    with bounded(piece, seconds=5):
        made = make(tmp_path)
        assert all(render_text(item, made.sources.get) for item in made.diagnostics)


@pytest.mark.parametrize("piece", ["国/", "国", "word ", "国，"])
@pytest.mark.parametrize("count", [250, 2000])
@pytest.mark.parametrize("key", ["headline", "deck"])
def test_long_heads_are_parted_at_once(key: str, count: int, piece: str, tmp_path: Path) -> None:
    """The ways to part them are past counting: 125 wished breaks took for ever."""
    head = piece * (count // len(piece))
    paper(tmp_path, {"fog.md": f"---\n{key}: '{head.rstrip('/')}'\nkicker: 题\n---\n\n正文。\n"})
    with bounded(piece, seconds=5):
        assert make(tmp_path).tree.pages


def test_the_unchanged_edition_is_made(tmp_path: Path) -> None:
    paper(tmp_path, {})
    assert make(tmp_path).tree.pages


@pytest.mark.parametrize("d", ["M0 0 L9 9 Z", "M 0,0 C 1 2 3 4 5 6 Z", "M0 0 A 5 5 0 0 1 9 9"])
def test_outlines_take_anything(d: str) -> None:
    rng = random.Random(d)
    for _ in range(200):
        path = mutated(d, rng).replace("<", "").replace("&", "").replace('"', "")
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="{path}"/></svg>'
        try:
            read_outline(svg)
        except OutlineError:
            continue
