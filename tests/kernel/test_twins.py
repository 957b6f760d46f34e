"""The compiled kernel gives what the references give; each test says so of one twin, for any input."""

from __future__ import annotations

import contextlib
import copy
import pickle
import struct
import sys
from array import array
from collections import defaultdict
from importlib.util import module_from_spec, spec_from_file_location
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import kernel
from broadsheet.compose import optimumfit
from broadsheet.compose import runs as set_lines
from broadsheet.geometry import Writing
from broadsheet.kernel import REFERENCES, TWINS
from broadsheet.paint.pdf import codes, readback, textstate
from broadsheet.paint.pdf.codes import file_codes, font_key
from broadsheet.paint.pdf.text import escaped
from broadsheet.paint.pdf.textstate import Setting, SettingKey, TextSheet, TextState, setting_of
from broadsheet.preflight.critic import white
from broadsheet.preflight.critic.view import TextLine
from broadsheet.records import replace
from broadsheet.text import itemise
from broadsheet.tree import walk
from broadsheet.tree.node import BLACK_INK, Fill, GlyphRun, Group, Ink, LineFit, Node, Role, Rule, Spot

broadsheet_kernel = pytest.importorskip("broadsheet_kernel")

#: Imported, so that their functions are known.
TWINNED = (optimumfit, set_lines, readback, itemise, walk, textstate, codes, white)

pytestmark = pytest.mark.skipif(not TWINS, reason="broadsheet-kernel is not installed")

lengths = st.integers(-40_000, 40_000)


def same(name: str, *arguments: object) -> object:
    """What both give, the twin's own answer at that."""
    wanted = REFERENCES[name](*arguments)
    found = TWINS[name](*arguments)
    assert found is not NotImplemented
    assert found == wanted
    assert type(found) is type(wanted)
    return found


def test_every_reference_has_its_twin() -> None:
    assert TWINS.keys() == REFERENCES.keys()


SAYS = {0: "、", 1: "，", 2: "文", 0x0D: "字", 0x28: "版", 0x29: "𠀀", 0x5C: "A"}
"""What glyphs say; the numbers of some are escaped."""


class Program:
    """A face of these glyphs."""

    def __init__(self, widths: array[int], *, is_cff: bool) -> None:
        self.widths = widths
        self.measures = SimpleNamespace(advances=widths, is_cff=is_cff)

    def glyph_of(self, character: str) -> int:
        return next((glyph for glyph, said in SAYS.items() if said == character), 0)


PROGRAMS = {
    "A": Program(array("H", [500] + [1000] * 0x5C), is_cff=False),
    "B": Program(array("I", [0, 238, *[2000] * 0x5B]), is_cff=True),
    "C": Program(array("H", [600] * 0x5D), is_cff=False),
}
INKS = {
    BLACK_INK: b"0 0 0 1 k",
    Ink(1000, 0, 0, 0): b"1 0 0 0 k",
    Ink(spot=Spot("red", 0, 1, 1, 0)): b"/S0 cs 1 scn",
}


@st.composite
def glyph_runs(draw: st.DrawFn) -> GlyphRun:
    face = draw(st.sampled_from("AAABC"))
    size, condense = draw(st.sampled_from([9500, 12_000])), draw(st.sampled_from([1000, 850]))
    writing = draw(st.sampled_from([Writing.HORIZONTAL, Writing.HORIZONTAL, *Writing]))
    glyphs = draw(st.lists(st.sampled_from(list(SAYS)), max_size=30))
    common = draw(st.integers(-500, 500))
    odd = st.one_of(st.just(common), st.just(common + 1), st.integers(-9000, 9000))
    widths = PROGRAMS[face].widths if writing is not Writing.UPRIGHT else [1000] * 0x5D
    advances = [widths[glyph] * size * condense // 10**6 + draw(odd) for glyph in glyphs]
    said = "".join(map(SAYS.__getitem__, glyphs))
    text = draw(st.sampled_from([said, said, said, said.replace("，", "､"), said[:-1], ""]))
    place = draw(st.sampled_from([(0, 0), (0, 12_500), (0, 25_000), (-3, 7)]))
    ink = draw(st.sampled_from([BLACK_INK, Ink(), *INKS]))
    return GlyphRun(*place, face, size, tuple(glyphs), tuple(advances), text, ink, condense, writing)


def sheet(runs: list[GlyphRun]) -> TextSheet:
    """A sheet for some runs, made as for a page of a file."""
    keys = {(run.face, run.size, run.condense, run.writing) for run in runs if run.glyphs}
    codes = file_codes(runs, PROGRAMS, ())  # type: ignore[arg-type]
    settings: dict[SettingKey, Setting] = {}
    for key in keys:
        font = font_key(key[0], key[3])
        settings[key] = setting_of(key, font.replace(" ", ""), codes[font], {})
    return TextSheet(3000, 1_000_000, settings, INKS, BLACK_INK)


states = st.builds(
    TextState,
    st.sampled_from([b"", b"/A 9.5 Tf"]),
    st.sampled_from([1000, 850]),
    st.integers(-9, 9),
    st.sampled_from([None, *INKS]),
    st.sampled_from([None, False, True]),
    st.booleans(),
    st.sampled_from([0, 3000]),
    st.sampled_from([0, 1_000_000]),
    st.sampled_from([0, 12_500]),
)


@given(st.lists(glyph_runs(), min_size=1), states, st.sampled_from([0, 0, 1, 5]))
def test_the_operators_of_any_runs(runs: list[GlyphRun], state: TextState, rule: int) -> None:
    nodes = [*runs[:rule], Rule(0, 0, 1, 1, 500), *runs[rule:]] if rule else runs
    found = same("show_runs", nodes, 0, state, sheet(runs))
    assert isinstance(found, tuple)
    assert type(found[1]) is TextState


@given(st.lists(glyph_runs()))
def test_what_the_glyphs_of_any_runs_say(runs: list[GlyphRun]) -> None:
    wanted = REFERENCES["said_by_fonts"](runs, Writing.UPRIGHT)
    found = same("said_by_fonts", runs, Writing.UPRIGHT)
    assert isinstance(found, dict)
    assert [(font, said and list(said)) for font, said in found.items()] == [
        (font, said and list(said)) for font, said in wanted.items()
    ]


def test_a_page_of_more_settings_than_are_remembered() -> None:
    runs = [GlyphRun(0, 0, "A", 9000 + 7 * (at % 90), (1,), (9000,), "，") for at in range(300)]
    same("show_runs", runs, 0, TextState(), sheet(runs))


PIECES = [
    b"(\\\\0\\)",
    b"(\0A",
    b"(ABA\2AB\0A\0A)",
    b"\0\1)Tj",
    b"(\0\x41\0\x42)Tj\n",
    b"[(\0A)-5(\0\\r)]TJ\n",
    b"/F0 9 Tf\n",
    b"/F12 9.5 Tf\n",
    b"/F0 Tf\n",
    b"/Span<</ActualText<FEFF4E004E8C>>>BDC\n",
    b"/Span<</ActualText<FEFF>>>BDC\n",
    b"EMC\n",
    b"E",
    b"/G1 gs\n",
    b"\0",
    b"(",
    b")",
    b"\\",
    b"/Span<</ActualText<FEFF4E>>>BDC\n",
    b"1 0 0 rg T* ",
]


@given(st.lists(st.sampled_from(PIECES)).map(b"".join))
def test_the_text_of_any_stream(stream: bytes) -> None:
    said: dict[str, dict[int, str]] = {
        "F0": defaultdict(str, {0x41: "A", 0x42: "文", 0x0D: "\r", 0x4102: "\0"}),
        "F12": defaultdict(str, {0x41: "two", 1: "𠀀", 0x4142: "é"}),
    }
    try:
        wanted = REFERENCES["text_of"](stream, said)
    except (KeyError, ValueError, struct.error) as error:
        with contextlib.suppress(type(error)):
            assert TWINS["text_of"](stream, said) is NotImplemented
        return
    assert TWINS["text_of"](stream, said) == wanted


def test_every_code_is_read_as_it_was_written() -> None:
    codes = struct.pack(">65536H", *range(65536))
    said = {"F0": {code: chr(code) for code in range(65536)}}
    stream = b"/F0 9 Tf\n(" + escaped(codes) + b")Tj\n"
    assert same("text_of", stream, said) == "".join(map(chr, range(65536)))


@st.composite
def set_runs(draw: st.DrawFn) -> GlyphRun:
    text = draw(st.text(alphabet=white._CLOSING + white._OPENING + white._SPACES + "字文A", max_size=12))
    size = draw(st.sampled_from([9500, 9501]))
    odd = st.sampled_from([0, 1, 300, 500, -size // 2, -size // 2 + 300, size // 2])
    advances = tuple(size + draw(odd) for _ in text)
    glyphs = (5,) * len(text)
    said = draw(st.sampled_from([text, text, text[1:]]))
    return GlyphRun(draw(st.integers(-9, 9)), 0, "A", size, glyphs, advances, said)


@given(st.lists(st.one_of(set_runs(), st.just(Fill(0, 0, 1, 1, BLACK_INK)))).map(tuple), st.integers(0, 600))
def test_the_white_of_any_line(line: tuple[Node, ...], least: int) -> None:
    same("whites", line, GlyphRun, least)


FITS = st.builds(LineFit, st.integers(0, 9), st.integers(-9, 99_000), st.just("last"))
ROLES = st.sampled_from([Role.BODY_LINE, Role.SUBHEAD, Role.HEADLINE])
LINES = st.builds(
    Group, ROLES, st.lists(set_runs(), max_size=2).map(tuple), st.just("slug"), st.integers(0, 1),
    st.integers(-1, 9), st.integers(-1, 2), st.integers(-9, 9), st.integers(0, 99_000), FITS,
)  # fmt: skip


@given(st.lists(st.one_of(LINES, st.just(Rule(0, 0, 1, 1, 500)))).map(tuple), st.integers(0, 20_000))
def test_the_lines_that_a_critic_sees_of_any_part(part: tuple[Node, ...], em: int) -> None:
    found = same("lines_of", part, 7, em, (Role.HEADLINE, Role.DECK))
    assert isinstance(found, list)
    assert all(type(line) is TextLine for line in found)


@given(st.lists(set_runs()), st.dictionaries(st.sampled_from("AB"), st.integers(0, 9)))
def test_the_runs_with_a_glyph(runs: list[GlyphRun], glyphs: dict[str, int]) -> None:
    same("runs_with", [replace(run, face="AB"[place % 2]) for place, run in enumerate(runs)], glyphs)


@given(LINES)
def test_lines_without_a_room_and_vertical_ones_are_left_to_the_reference(line: Group) -> None:
    down = GlyphRun(0, 0, "A", 9500, (1,), (9500,), "文", writing=Writing.UPRIGHT)
    level = replace(down, writing=Writing.HORIZONTAL)
    for changed in (replace(line, nodes=(down,)), replace(line, nodes=(level,), fit=None)):
        found = TWINS["lines_of"]((replace(changed, leg=0, role=Role.BODY_LINE),), 1, 9500, ())
        assert found is NotImplemented


nodes = st.recursive(
    st.sampled_from([Fill(0, 0, 1, 1, BLACK_INK), Rule(0, 0, 1, 1, 500)]),
    lambda inner: st.builds(Group, st.just(Role.STORY), st.lists(inner).map(tuple)),
)


@given(st.lists(nodes).map(tuple), st.sampled_from([None, Fill, Group]))
def test_the_nodes_of_any_tree(tree: tuple[Node, ...], kind: type | None) -> None:
    same("gathered", tree, Group, kind)


def test_groups_within_groups_beyond_counting_are_left_to_the_reference() -> None:
    node: Node = Rule(0, 0, 1, 1, 500)
    for _ in range(200):
        node = Group(Role.STORY, (node,))
    assert TWINS["gathered"]((node,), Group, None) is NotImplemented
    assert walk.leaves((node,)) == [Rule(0, 0, 1, 1, 500)]


def test_numbers_beyond_a_double_are_left_to_the_reference() -> None:
    huge = 1 << 60
    runs = [GlyphRun(0, 0, "A", 9000, (1, 2), (huge, 1), "，文")]
    assert TWINS["show_runs"](runs, 0, TextState(), sheet(runs)) is NotImplemented


@pytest.mark.parametrize("name", sorted(TWINS))
@pytest.mark.parametrize("arguments", [(), (None,), (None,) * 2, (None,) * 5, ([], [], [], [], [])])
def test_other_types_are_left_to_the_reference(name: str, arguments: tuple[object, ...]) -> None:
    assert TWINS[name](*arguments) is NotImplemented


def test_a_twin_and_its_reference_are_one_function() -> None:
    def halved(number: int) -> int:
        """Half of it."""
        return number // 2

    def answer(number: int) -> object:
        if number < 0:
            raise ValueError(number)
        return "twin" if number % 2 else NotImplemented

    joined = broadsheet_kernel.either(answer, halved)
    assert (joined(3), joined(8), joined(number=3)) == ("twin", 4, 1)
    assert (joined.__name__, joined.__wrapped__) == ("halved", halved)
    assert (joined.__doc__, joined.__module__) == ("Half of it.", __name__)
    with pytest.raises(ValueError, match="-1"):
        joined(-1)
    with pytest.raises(AttributeError, match="nothing"):
        _ = joined.nothing


def test_what_has_a_twin_goes_to_a_worker_as_any_function_does() -> None:
    assert pickle.loads(pickle.dumps(walk.gathered)) is walk.gathered
    assert copy.deepcopy(walk.gathered) is walk.gathered


def test_runs_may_go_while_one_is_encoded() -> None:
    runs = [GlyphRun(9 * at, 0, "A", 9000 + at, (1, 2), (9000, 9000), "，文") for at in range(4)]
    wanted = TWINS["show_runs"](runs[:1], 0, TextState(), sheet(runs))
    made = sheet(runs)

    class Forgetful:
        is_plain, text = False, dict[int, str]()

        def encode(self, run: GlyphRun) -> tuple[tuple[int, ...], str]:
            runs.clear()
            return run.glyphs, ""

    settings = {key: setting._replace(codes=Forgetful()) for key, setting in made.settings.items()}
    assert TWINS["show_runs"](runs, 0, TextState(), made._replace(settings=settings)) == wanted


def test_what_is_no_run_is_not_shown() -> None:
    same("show_runs", [Rule(0, 0, 1, 1, 500)], 0, TextState(), sheet([]))


def test_widths_that_are_no_row_are_left_to_the_reference() -> None:
    runs = [GlyphRun(0, 0, "A", 9000, (1, 2), (9000, 9000), "，文")]
    made = sheet(runs)
    for widths in (memoryview(bytes(400)).cast("H")[::2], array("I", [1 << 31] * 3), [500] * 3):
        settings = {key: setting._replace(widths=widths) for key, setting in made.settings.items()}
        odd = made._replace(settings=settings)
        assert TWINS["show_runs"](runs, 0, TextState(), odd) is NotImplemented


def test_a_glyph_by_itself_at_any_spacing() -> None:
    runs = [GlyphRun(0, 0, "A", 9000, (1,), (9000,), "，")]
    same("show_runs", runs, 0, TextState(spacing=(1 << 53) - 1), sheet(runs))


def test_runs_may_go_while_a_key_is_compared() -> None:
    class Key(str):
        def __eq__(self, other: object) -> bool:
            runs.clear()
            return str(self) == other

        __hash__ = str.__hash__

    runs = [GlyphRun(at, 0, "".join("AB"), 9000, (1,), (9000,), "，") for at in range(3)]
    found = TWINS["runs_with"](runs, {Key("AB"): 1})
    assert [run.x for run in found] == [0]


def test_a_kind_of_group_is_left_to_the_reference() -> None:
    class OtherGroup(Group):
        pass

    run = GlyphRun(0, 0, "A", 9000, (1, 2), (9000, 9000), "，文")
    group = OtherGroup(Role.BODY_LINE, (run,), "slug", 0, 0, 0, 0, 0, LineFit(9000, 9000, "last"))
    assert TWINS["lines_of"]((group,), 1, 9000, ()) is NotImplemented


def test_a_sub_interpreter_does_without() -> None:
    try:
        import _interpreters as interpreters
    except ImportError:  # before Python 3.13
        interpreters = pytest.importorskip("_xxsubinterpreters")
    number = interpreters.create()
    said = "try:\n import broadsheet_kernel\nexcept ImportError: pass\nelse: raise SystemError('shared')"
    try:
        assert interpreters.run_string(number, f"import sys\nsys.path[:] = {sys.path}\n{said}") is None
    finally:
        interpreters.destroy(number)


def test_a_second_copy_of_the_package_does_without() -> None:
    spec = spec_from_file_location("second", kernel.__file__)
    assert spec
    assert spec.loader
    second = module_from_spec(spec)
    spec.loader.exec_module(second)
    assert second.is_installed() is False
    assert kernel.is_installed()


def test_a_kind_of_run_is_left_to_the_reference() -> None:
    class OtherRun(GlyphRun):
        pass

    run = OtherRun(0, 0, "A", 9000, (1, 2), (9000, 9000), "，文")
    assert TWINS["whites"]((run,), GlyphRun, 100) is NotImplemented
