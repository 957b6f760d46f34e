"""The compiled twins of the text layer give what their references give, for any text."""

from __future__ import annotations

import gc
import sys
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadsheet.galleys import body_style
from broadsheet.kernel import REFERENCES, TWINS
from broadsheet.model.spacing import Spacing
from broadsheet.model.style import Language, TextStyle
from broadsheet.text.charclass import PUNCT, classify
from broadsheet.text.itemise import itemise
from broadsheet.text.items import Items
from broadsheet.text.language import table_of
from broadsheet.text.marks import effects_of
from broadsheet.text.names import NO_NAMES, Names
from broadsheet.text.rules import Rules, rules_of
from broadsheet.text.setting import Settings
from kernel.test_twins import same
from properties import test_languages, test_setting
from unit.base.handset import EM, TEXT

pytestmark = pytest.mark.skipif(not TWINS, reason="broadsheet-kernel is not installed")

MARKED = st.text(alphabet="国한「」“”‘’aA1.(— ！，＋－▲◇＝①", max_size=16)
UNITS = st.text(alphabet="国“”（） 1aW/+-‐×秒³，：∶·２－%比.0①第年日本一#＞＝＋→(@)℃文摄", max_size=16)
TEXTS = st.one_of(test_setting.TEXTS, test_languages.TEXTS, MARKED, UNITS)
PARTS = st.lists(st.tuples(TEXTS, st.integers(0, 2)), min_size=1, max_size=3)
SPACINGS = st.one_of(st.just(Spacing()), test_setting.SPACINGS, test_languages.SPACINGS)
NAMES = st.sampled_from([NO_NAMES, Names(test_languages.NAMES)])
How = tuple[Spacing, bool] | tuple[Spacing, bool, bool] | tuple[Spacing, bool, bool, bool]
HOW = st.tuples(SPACINGS, st.booleans(), st.booleans(), st.booleans())
"""Spacing, whether words are hyphenated, and whether typed spaces part clauses, and names."""


def styles_of(text: TextStyle, language: Language) -> list[TextStyle]:
    """Styles that differ in all that counts here."""
    plain = replace(text, language=language)
    return [plain, replace(plain, latin=None), replace(plain, size=7000, condense=900, tracking=40)]


def items_by(
    functions: dict[str, object], made: Settings, parts: list[tuple[str, TextStyle]], how: How
) -> Items:
    """The items as twins or references make them, in settings that know nothing yet."""
    fresh = Settings(made.collection, made.names)
    given_parts = [(text, fresh.of(style)) for text, style in parts]
    return functions["items_of"](given_parts, rules_of(given_parts[0][1], how[0], *how[2:]), how[1])  # type: ignore[operator, no-any-return]


def is_left(parts: list[tuple[str, TextStyle]]) -> bool:
    """Whether the twin leaves a paragraph to the reference: crosses, bullets, quotes and dashes of
    Latin."""
    text = "".join(part for part, _ in parts)
    classes = classify(text, table_of(parts[0][1].language).classes)
    quotes = (letter for letter, sign in zip(classes, text, strict=True) if sign in "“”‘’")
    return not {"×", "•", "—"}.isdisjoint(text) or PUNCT in quotes


def compare(made: Settings, parts: list[tuple[str, TextStyle]], how: How) -> None:
    found = items_by(TWINS, made, parts, how)
    if found is NotImplemented:
        assert is_left(parts)
        return
    wanted = items_by(REFERENCES, made, parts, how)
    assert found == wanted
    assert [type(give) for give in found.squeezes] == [type(give) for give in wanted.squeezes]
    assert set(found.stretches) == set(wanted.stretches)  # a hash is kept in a tuple, from Python 3.14 on


@settings(max_examples=300)
@given(PARTS, st.sampled_from(Language), HOW, NAMES)
@example([("5 李响/摄", 0)], Language.ZH_HANS, (Spacing(), True), NO_NAMES)
@example([("！！！，「」国", 0)], Language.ZH_HANS, (Spacing(), True), NO_NAMES)
@example([("国——国——", 0), ("—国", 0)], Language.ZH_HANS, (Spacing(), True), NO_NAMES)
@example([("é\u0301\u0302国 a 国\u3000国", 0)], Language.ZH_HANS, (Spacing(), True), NO_NAMES)
@example([("国“国” 国 “国”1a/s+1秒1", 0)], Language.ZH_HANS, (Spacing(), True), NO_NAMES)
@example([("1a 国3 m/s k·m2比1秒1．国1米2.国2.（国", 0)], Language.ZH_HANS, (Spacing(), True), NO_NAMES)
@example([("２比１米２秒１国12345678901234A国-1234567890-*2", 0)], Language.KO, (Spacing(), True), NO_NAMES)
@example([("国a. 国1, 国1Ĭ 国", 0)], Language.ZH_HANS, (Spacing(), True), NO_NAMES)
@example([("2aaaa=aaaa1→国aaa1a≈a1111", 0)], Language.ZH_HANS, (Spacing(), True), NO_NAMES)
@example([("国“________________”国shuping_weekly国", 0)], Language.ZH_HANS, (Spacing(), True), NO_NAMES)
@example([("国6.6∶43.1∶50.3国★★★★国AA＋国", 0)], Language.ZH_HANS, (Spacing(), True), NO_NAMES)
@example([("国国 国国国 国国 a1（国） ≤0.1 mSv/国", 0)], Language.ZH_HANS, (Spacing(), True), NO_NAMES)
@example([("国6.6∶3.1∶50.3国1 Gy/国_____________国a-α国", 0)], Language.ZH_HANS, (Spacing(), True), NO_NAMES)
@example([("国1.3% 国 1国 国 1：1国 1", 0)], Language.ZH_HANS, (Spacing(), False, True), NO_NAMES)
@example([("「1」 1国 国 1「a」 国 「 1」 a“国” 1国", 0)], Language.ZH_HANS, (Spacing(), True), NO_NAMES)
@example([("★ 3℃ ◎国 ★★☆ 1① 2国　国国　国　国国 / 国", 0)], Language.ZH_HANS, (Spacing(), True), NO_NAMES)
@example([("国 a1 国“国” 1国 1 「国」 a", 0)], Language.ZH_HANS, (Spacing(), True, True, True), NO_NAMES)
@example([("国　国 国国 国国国1 1234 国12 345 6789 1234", 0)], Language.ZH_HANS, (Spacing(), True), NO_NAMES)
@example(
    [("国国", 0), (" 1国 1", 1), ("国 ", 0), ("1 国： ", 1), ("国", 0)],
    Language.ZH_HANS,
    (Spacing(), True),
    NO_NAMES,
)
@example([("国＞60国＜5国A.国B．国1A.国◎国", 0)], Language.ZH_HANS, (Spacing(), True), NO_NAMES)
@example([("国A·1国a·b国—国8:00—9国——国", 0)], Language.ZH_HANS, (Spacing(), True), NO_NAMES)
@example([("国•国 a•1", 0)], Language.ZH_HANS, (Spacing(), True), NO_NAMES)
@example([("◆国", 0)], Language.ZH_HANS, (Spacing(), True), NO_NAMES)
@example([("▲a b", 0)], Language.KO, (Spacing(), True), NO_NAMES)
@example([("国 国 国1 1234", 0)], Language.KO, (Spacing(), True, True), NO_NAMES)
def test_the_items_of_any_paragraph(
    setting: Settings, pieces: list[tuple[str, int]], language: Language, how: How, names: Names
) -> None:
    styles = styles_of(TEXT, language)
    parts = [(text, styles[number]) for text, number in pieces]
    compare(Settings(setting.collection, names), parts, how)


@settings(max_examples=100)
@given(PARTS, st.sampled_from(Language), HOW)
def test_the_items_of_any_paragraph_in_real_faces(
    vendored: Settings, pieces: list[tuple[str, int]], language: Language, how: How
) -> None:
    styles = styles_of(body_style().text, language)
    compare(vendored, [(text, styles[number]) for text, number in pieces], how)


def test_what_a_box_raises_comes_through(setting: Settings) -> None:
    broken = Settings(setting.collection).of(TEXT)

    def find(character: str) -> tuple[int, int, int]:
        raise LookupError(character)

    broken.boxes._find = find
    with pytest.raises(LookupError, match="缺"):
        TWINS["items_of"]([("缺", broken)], rules_of(broken, Spacing()), True)


def test_boxes_may_be_asked_for_while_one_is_found(setting: Settings) -> None:
    nested = Settings(setting.collection).of(TEXT)
    find = nested.boxes._find

    def finding(character: str) -> tuple[int, int, int]:
        if character == "外":
            itemise([("内部", nested)], Spacing())
            nested.boxes.kernel_known = None
        return find(character)

    nested.boxes._find = finding
    found = itemise([("外内外部外", nested)], Spacing())
    assert found == itemise([("外内外部外", Settings(setting.collection).of(TEXT))], Spacing())


@pytest.mark.parametrize(
    "box", [None, (1, 2), (1, 1 << 60, 0), (1, 9500, 256), (1, 9500, -1), ("a", 9500, 0)]
)
def test_boxes_that_are_none_are_left_to_the_reference(setting: Settings, box: object) -> None:
    odd = Settings(setting.collection).of(TEXT)
    odd.boxes["怪"] = box  # type: ignore[assignment]
    assert TWINS["items_of"]([("怪", odd)], rules_of(odd, Spacing()), True) is NotImplemented


@pytest.mark.parametrize(
    "effect", [None, (1, 2), (1 << 60, 0, 0, 0, ()), (0, 0, 0, 0, ((2, 1, 1),)), (0, 0, 0, 0, (1,))]
)
def test_effects_that_are_none_are_left_to_the_reference(setting: Settings, effect: object) -> None:
    odd = Settings(setting.collection).of(TEXT)
    rules = rules_of(odd, Spacing())
    effects_of(odd, rules.marks)["，", "\0p\0", odd.boxes["，"][1], False] = effect  # type: ignore[assignment]
    assert TWINS["items_of"]([("，", odd)], rules, True) is NotImplemented


def test_words_of_other_widths_are_left_to_the_reference(setting: Settings) -> None:
    odd = Settings(setting.collection).of(TEXT)
    odd.words["ab"], odd.words["cd"] = [1], [1 << 60, 2]
    for word in ("ab", "cd"):
        assert TWINS["items_of"]([(word, odd)], rules_of(odd, Spacing()), True) is NotImplemented


def test_words_too_wide_for_any_line_are_left_to_the_reference(setting: Settings) -> None:
    odd = Settings(setting.collection).of(TEXT)
    for word in ("ab", "cd", "ef"):
        odd.words[word] = [(1 << 53) - 1] * 2
    parts = [("ab cd ef " * 1000, odd)]
    assert TWINS["items_of"](parts, rules_of(odd, Spacing()), True) is NotImplemented


def test_a_copy_of_what_a_kernel_knows_is_read_for_itself(setting: Settings) -> None:
    text, known = "国，a国", Settings(setting.collection).of(TEXT)
    rules = rules_of(known, Spacing())
    TWINS["items_of"]([(text, known)], rules, True)
    wide = replace(rules, em=2 * EM, gaps=tuple((2 * gap, 0, 0) for gap, _, _ in rules.gaps))
    assert wide.kernel_known is rules.kernel_known
    functions = TWINS["items_of"], REFERENCES["items_of"]
    found, wanted = (items_of([(text, known)], wide, True) for items_of in functions)
    assert found == wanted
    known.boxes.kernel_known = effects_of(known, rules.marks).kernel_known
    assert TWINS["items_of"]([(text, known)], wide, True) == wanted


def test_rules_that_cannot_be_read_say_what_they_lack(setting: Settings) -> None:
    known = Settings(setting.collection).of(TEXT)
    rules = rules_of(known, Spacing())
    lacking = object.__new__(Rules)
    lacking.vertical, lacking.kernel_known, lacking.em = False, None, rules.em
    with pytest.raises(AttributeError, match="language"):
        TWINS["items_of"]([("国", known)], lacking, True)


def test_items_without_memory(setting: Settings) -> None:
    api = pytest.importorskip("_testcapi")
    parts = [("国“国”，a1 international——！！", Settings(setting.collection).of(TEXT))] * 2
    rules = rules_of(parts[0][1], Spacing())
    wanted = TWINS["items_of"](parts, rules, True)
    gc.disable()  # what others hang on the collector would be the one without memory
    interval = sys.getswitchinterval()
    sys.setswitchinterval(60)  # nor another thread: that of a test runner's connection ended with it
    try:
        for number in range(400):  # of the allocation that fails
            api.set_nomemory(number, number + 1)
            try:
                found = TWINS["items_of"](parts, rules, True)
            except (MemoryError, SystemError):  # the second says array.array
                continue
            finally:
                api.remove_mem_hooks()
            assert found == wanted
    finally:
        sys.setswitchinterval(interval)
        gc.enable()


def test_a_paragraph_of_more_faces_than_a_byte_counts_is_left_to_the_reference(setting: Settings) -> None:
    fresh = Settings(setting.collection)
    parts = [("国", fresh.of(replace(TEXT, size=9000 + number))) for number in range(300)]
    assert TWINS["items_of"](parts, rules_of(parts[0][1], Spacing()), True) is NotImplemented


@given(st.lists(st.text(max_size=20)), st.sampled_from(Language))
def test_the_letters_of_any_text(texts: list[str], language: Language) -> None:
    table = table_of(language).classes
    for text in texts:
        same("letters_of", text, table)


def test_a_table_that_lets_characters_be_is_left_to_the_reference() -> None:
    plain = {0x61: "L"}
    with_flat = type("Flat", (dict,), {"flat": bytearray(1 << 16)})(plain)
    for table in (plain, with_flat):
        assert TWINS["letters_of"]("a国", table) is NotImplemented
    assert classify("a国", with_flat) == "L国"


def test_a_table_may_change_while_it_is_asked() -> None:
    class Shrinking(dict[int, str]):
        flat = bytearray(1 << 16)

        def __missing__(self, code: int) -> str:
            del self.flat[9:]
            return "H"

    assert TWINS["letters_of"]("\t国国\b", Shrinking()) == "HHHH"


def test_letters_beyond_ascii_are_left_to_the_reference() -> None:
    table = type("Flat", (dict,), {"flat": bytearray(b"\xe9") * (1 << 16)})({0x61: "é"})
    assert TWINS["letters_of"]("a", table) is NotImplemented


def test_vertical_lines_are_left_to_the_reference(vendored: Settings) -> None:
    down = vendored.of(replace(body_style().text, vertical=True))
    assert TWINS["items_of"]([("国", down)], rules_of(down, Spacing()), True) is NotImplemented
