"""Whatever changes, in whatever order: a press in memory, a build from the store and one from nothing write
the same bytes and say the same."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from broadsheet.api import Press, build
from broadsheet.diagnostics import BroadsheetError, render_json
from broadsheet.options import BuildOptions
from broadsheet.press import BuildResult
from broadsheet.records import replace
from broadsheet.resources import shipped

HAN = ("江面", "渡口", "缆车", "站台", "早市", "钟楼", "茶园")
WORDS = (*HAN, "12:30", "GDP", "128元", "“数据”", "——", "Café")
KINDS = (
    *("anew", "anew", "word", "word", "in its place", "swapped"),
    *("touched", "moved", "beside", "gone", "cut", "nothing"),
)
BESIDE = ("{}~", ".{}.swp", ".#{}", "#{}#", "4913", ".old/{}")  # what editors leave; no edition is made of it
PLAIN = BuildOptions(formats=("pdf", "tree", "ticket"), font_tables=None)


class Desk:
    """Changes an edition at random, by a seed, and mends what it broke."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._random = Random(seed)
        self._broken: dict[Path, bytes] = {}
        self._made: dict[str, Callable[[], bytes]] = {
            "edition.yaml": self._manifest,
            "layouts/page.yaml": self._layout,
            "styles/house.yaml": self._style,
            "ads/tea.yaml": self._ad,
            "names.txt": lambda: self._words(2).encode(),
            "late.yaml": self._late,
            "fonts/own.ttf": self._font,
            "pictures/fog.tif": self._picture,
            "pictures/chart.svg": self._drawing,
            "stories/poem.md": lambda: self._story(verse=True),
            **{f"stories/{slug}.md": self._story for slug in ("one", "two", "three")},
        }
        for name, make in self._made.items():
            self._put(folder / name, make())

    def change(self) -> str:
        """Change one thing; say what."""
        some = self._random
        name, kind = some.choice(sorted(self._made)), some.choice(KINDS)
        path = self._folder / name
        if self._broken and (path in self._broken or some.random() < 0.5):
            path = some.choice(sorted(self._broken))
            self._put(path, self._broken.pop(path))
            return f"{path.name} mended"
        if kind == "nothing":
            return kind
        old, stat = path.read_bytes(), path.stat()
        if kind == "anew":
            self._put(path, self._made[name]())
        elif kind == "touched":
            path.touch()
        elif kind == "moved" and path.suffix in {".md", ".yaml"}:  # but what it says is the same
            head = b"---\n" if old.startswith(b"---\n") else b""
            self._put(path, head + b"# " + self._words(1).encode() + b"\n" + old.removeprefix(head))
        elif kind == "swapped" and not self._broken:
            self._swap(*some.sample([self._folder / each for each in self._made if each.endswith(".md")], 2))
        elif kind == "beside":
            self._leave(path.parent / some.choice(BESIDE).format(path.name), old)
        elif kind == "gone":
            self._broken[path] = old
            path.unlink()
        elif kind == "cut":
            self._broken[path] = old
            self._put(path, old[: some.randrange(len(old))])
        else:
            self._put(path, self._other(old))
            if kind == "in its place" and path.stat().st_size == stat.st_size:
                os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        return f"{name} {kind}"

    def damage(self, cache: Path) -> str:
        """Damage something of what is kept, now and then; say what."""
        kept = [path for path in sorted(cache.rglob("*")) if path.is_file()]
        if not kept or self._random.random() < 0.7:
            return "nothing"
        path = self._random.choice(kept)
        data = bytearray(path.read_bytes())
        if self._random.random() < 0.5:
            data[self._random.randrange(len(data))] ^= 1 + self._random.randrange(255)
        else:
            data = data[: self._random.randrange(len(data))]
        fresh = path.with_name("fresh")  # in the place of the old one: nobody writes into what others read
        fresh.write_bytes(data)
        fresh.replace(path)
        return f"{path.parent.name} damaged"

    def _put(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if self._random.random() < 0.5:
            path.write_bytes(data)
            return
        fresh = path.with_name(f".{path.name}")  # as editors save
        fresh.write_bytes(data)
        fresh.replace(path)

    def _swap(self, one: Path, other: Path) -> None:
        between = one.with_name(".between")
        one.rename(between)
        other.rename(one)
        between.rename(other)

    def _leave(self, beside: Path, data: bytes) -> None:
        beside.parent.mkdir(exist_ok=True)
        beside.unlink(missing_ok=True)
        if beside.name.startswith(".#"):
            beside.symlink_to("nowhere")
        else:
            beside.write_bytes(data)

    def _other(self, data: bytes) -> bytes:
        if data.startswith((b"II", b"MM")):  # a TIFF: other pixels
            start, end = len(data) // 2, len(data) // 2 + 90
            return data[:start] + bytes(byte ^ 255 for byte in data[start:end]) + data[end:]
        old, new = self._random.sample([word.encode() for word in HAN], 2)
        return data.replace(old, new, 1)

    def _words(self, count: int) -> str:
        return "".join(self._random.choice(WORDS) for _ in range(count))

    def _text(self) -> str:
        return "".join(f"{self._words(4)}{mark}" for mark in self._random.choices("，、。；", k=9)) + "。"

    def _story(self, *, verse: bool = False) -> bytes:
        some = self._random
        head = [f"headline: {self._words(3)}", *(["kind: poem"] if verse else [])]
        head += [f"{key}: {self._words(3)}" for key in ("kicker", "byline", "pull") if some.random() < 0.4]
        blocks = [self._text() for _ in range(some.randint(1, 8))]
        table = f"| 品名 | 元 |\n|:--|--:|\n| {self._words(1)} | 3.{some.randint(0, 9)} |"
        blocks.insert(some.randint(0, len(blocks)), table)
        blocks.insert(some.randint(0, len(blocks)), f"## {self._words(2)}")
        if verse:
            blocks = ["\n".join(self._words(4) for _ in range(3)) for _ in blocks]
        return ("---\n" + "\n".join(head) + "\n---\n\n" + "\n\n".join(blocks) + "\n").encode()

    def _manifest(self) -> bytes:
        some = self._random
        first, second, third = some.sample(("one", "two", "three"), 3)
        turns, picture = some.choice(("", ", turns: [2/turn]")), some.choice(("fog.tif", "chart.svg"))
        return f"""\
paper: {{name: 随机报, code: sj}}
date: 2026-11-{some.randint(10, 28)}
issue: {some.randint(1, 9999)}
style: house
stories: stories
names: names.txt
inks: {some.choice(("process", "process", "grey"))}
fonts: fonts
ads: {{tea: ads/tea.yaml}}
pages:
  - {{number: 1, layout: page, index: [{second}], holes: {{lead: {{story: {first}{turns}}}, upright: poem,
     fog: {{picture: pictures/{picture}, caption: {self._words(2)}}}, ad: tea}}}}
  - {{number: 2, layout: page, holes: {{lead: {second}, upright: {third}}}}}
""".encode()

    def _late(self) -> bytes:
        return f"extends: edition.yaml\nissue: {self._random.randint(1, 9999)}\n".encode()

    def _layout(self) -> bytes:
        some = self._random
        leading, lines = some.choice((12, 13)), some.randint(20, 24)
        return f"""\
page: {{size: [200mm, 260mm], margins: {{top: 20mm}}}}
grid: {{columns: 4, column_width: 10em, column_gap: 1em, body: 9pt, leading: {leading}pt, lines: 44}}
furniture:
  top:
    - {{text: "{{paper}}{{date_long}}　{{issue}}　{{page}}/{{pages}}", at: [0, 0], style: folio}}
    - {{rule: [0, 14pt, 100%, 14pt], weight: {some.choice((1, 2))}pt}}
    - {{index: [50%, 16pt], width: 50%, style: folio, leading: 12pt}}
holes:
  top: {{kind: furniture, use: top, at: [0, 0], span: [4, 4]}}
  lead: {{kind: story, at: [0, 4], span: [4, {lines}], legs: {some.randint(2, 3)}, style: lead}}
  fog: {{kind: picture, in: lead, legs: [1, 1], line: {some.choice((0, 2, -1))}, lines: 7}}
  upright: {{kind: story, at: [0, 28], span: [2, 16], writing: {some.choice(("vertical", "horizontal"))}}}
  turn: {{kind: story, at: [2, 28], span: [2, 8], style: turn}}
  ad: {{kind: ad, at: [2, 36], span: [2, 8]}}
""".encode()

    def _style(self) -> bytes:
        breaker = self._random.choice(("first-fit", "optimum-fit"))
        red = self._random.choice((80, 100))
        body = f"paragraphs: {{body: {{breaker: {breaker}}}}}"
        return f"extends: daily\ncolours: {{red: {{m: {red}%}}}}\n{body}\n".encode()

    def _ad(self) -> bytes:
        return f"""\
elements:
  - {{fill: [0, 0, 100%, 100%], colour: red {self._random.choice((10, 20))}%}}
  - {{paragraphs: [{self._words(5)}], at: [1em, 1li], width: 12em, style: body}}
""".encode()

    def _picture(self) -> bytes:
        colour = tuple(self._random.randrange(256) for _ in range(3))
        stream = io.BytesIO()
        Image.new("RGB", self._random.choice(((60, 40), (40, 60))), colour).save(stream, "TIFF")  # type: ignore[arg-type]
        return stream.getvalue()

    def _font(self) -> bytes:
        faces = ("Serif-400", "Serif-700", "SerifDisplay-700", "SerifDisplay-900")
        return shipped("fonts", f"Broadsheet{self._random.choice(faces)}.ttf").read_bytes()

    def _drawing(self) -> bytes:
        some = self._random
        bar = f'<rect width="{some.randint(10, 50)}" height="9" fill="#{some.choice(("c00", "036"))}"/>'
        label = f'<text x="2" y="30" font-size="9">{self._words(2)} {some.randint(1, 99)}</text>'
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40">{bar}{label}</svg>'.encode()


def outcome(make: Callable[[], BuildResult]) -> object:
    """What a build wrote and said."""
    try:
        made = make()
    except BroadsheetError as error:
        return render_json(error.diagnostics, "en")
    files = {path.name: path.read_bytes() for path in made.folder.iterdir()}
    return files, render_json(made.diagnostics, "en")


def any_changes(top: Path, seed: int, rounds: int) -> None:
    """Change, build in three ways, compare; every other seed the late edition."""
    folder, cache = top / "paper", top / "cache"
    desk = Desk(folder, seed)
    paper = folder / "late.yaml" if seed % 2 else folder
    folders = {"store": "editions", "picture_cache": "pictures", "font_tables": "fonts"}
    kept = replace(PLAIN, **{option: cache / name for option, name in folders.items()})
    press = Press(paper, top / "warm", options=PLAIN)
    done: list[str] = []
    whole = 0
    for _ in range(rounds):
        fresh = outcome(lambda: build(paper, top / "fresh", options=PLAIN))
        assert outcome(press.build) == fresh, done
        assert outcome(lambda: build(paper, top / "stored", options=kept)) == fresh, done
        whole += isinstance(fresh, tuple)
        done += [desk.change(), desk.damage(cache)]
    assert whole > rounds // 3


def test_a_few_changes(tmp_path: Path) -> None:
    any_changes(tmp_path, 1, 8)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 5))
def test_hundreds_of_changes(seed: int, tmp_path: Path) -> None:
    any_changes(tmp_path, seed, 100)
