"""Marks in faces as they are made: each region's face of the Noto CJK collections, in its own language and
in the others'. No mark's ink runs into its neighbours', whatever a style cuts and a line squeezes.

Left out where the collections are not installed (Debian and Ubuntu: fonts-noto-cjk).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from broadsheet.compose.paragraph import BREAKERS
from broadsheet.font.collection import Collection
from broadsheet.model.spacing import Marks, Side, Spacing
from broadsheet.model.style import Breaker, FaceRef, Language, TextStyle
from broadsheet.text.itemise import itemise
from broadsheet.text.items import Items
from broadsheet.text.setting import Setting, Settings

FOLDER = Path("/usr/share/fonts/opentype/noto")
EM = 10_000
TOLERANCE = 60
"""Ink that may overlap, per mille of an em: brackets lean a little out of their half."""

OWN = {Language.ZH_HANS: "SC", Language.ZH_HANT: "TC", Language.JA: "JP", Language.KO: "KR"}
TEXT = "国，国、国；国：国。国？国！国（国）国《国》国「国」国『国』国“国”国‘国’国·国・国〈国〉国【国】国"
ROWS = "国，「国」。国（《国》）国；『国』、国？！国：“国，”国」「国》·《国。”）国！（国"

pytestmark = pytest.mark.skipif(
    not (FOLDER / "NotoSerifCJK-Regular.ttc").exists(), reason="the Noto CJK collections are not installed"
)


@cache
def _collection() -> Collection:
    return Collection([FOLDER])


def setting_of(family: str, region: str, language: Language) -> Setting:
    """A region's face of a collection, in a language."""
    style = TextStyle(FaceRef(f"Noto {family} CJK {region}"), EM, language=language)
    return Settings(_collection()).of(style)


def inks(items: Items, setting: Setting, *, squeezed: bool) -> list[tuple[str, int, int]]:
    """Each character with the left and right of its ink, in millipoints, in a line of endless width."""
    found, given_up = [], 0
    gives = {give.gap: 0 for give in items.squeezes}
    for give in items.squeezes if squeezed else ():
        gives[give.gap] += give.amount
    for position, character in enumerate(items.text):
        given_up += gives.get(position, 0)
        origin = items.pens[position] - items.cuts[position] - given_up
        key = items.faces[items.uses[position]].key
        face = next(face for face in _collection().opened if face.key == key)
        left, right = (edge * EM // face.units_per_em for edge in face.ink(items.glyphs[position]))
        found.append((character, origin + left, origin + right))
    return found


@pytest.mark.parametrize("squeezed", [False, True])
@pytest.mark.parametrize("marks", list(Marks))
@pytest.mark.parametrize("region", list(OWN.values()))
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("family", ["Serif", "Sans"])
def test_no_mark_runs_into_its_neighbour(
    family: str, language: Language, region: str, marks: Marks, squeezed: bool
) -> None:
    setting = setting_of(family, region, language)
    for text in (TEXT, ROWS):
        items = itemise([(text, setting)], Spacing(marks=marks, trim_line_end=True))
        places = inks(items, setting, squeezed=squeezed)
        overlaps = [
            (before[0] + after[0], before[2] - after[1])
            for before, after in pairwise(places)
            if before[2] - after[1] > EM * TOLERANCE // 1000
        ]
        assert overlaps == []


@pytest.mark.parametrize("mark", "，。、；：")
def test_a_traditional_comma_stands_in_the_middle_of_what_is_left(mark: str) -> None:
    setting = setting_of("Serif", "TC", Language.ZH_HANT)
    items = itemise([(f"國{mark}國", setting)], Spacing())
    (_, _, before), (_, left, right), (_, after, _) = inks(items, setting, squeezed=False)
    assert abs((left - before) - (after - right)) < EM * 120 // 1000


@pytest.mark.parametrize("family", ["Serif", "Sans"])
@pytest.mark.parametrize("dash", ["——", "――"])
@pytest.mark.parametrize("language", [Language.ZH_HANS, Language.ZH_HANT, Language.JA])
def test_a_dash_is_two_ems_without_a_seam(family: str, dash: str, language: Language) -> None:
    setting = setting_of(family, OWN[language], language)
    items = itemise([(f"国{dash}国", setting)], Spacing())
    assert items.pens[3] - items.pens[1] == 2 * EM
    _, (_, left, middle), (_, again, right), _ = inks(items, setting, squeezed=False)
    assert again <= middle
    assert abs((left + right) // 2 - 2 * EM) < EM // 20


@pytest.mark.parametrize("dash", ["——", "――"])
@pytest.mark.parametrize("language", [Language.ZH_HANT, Language.JA])
def test_an_upright_dash_has_no_seam_either(dash: str, language: Language) -> None:
    style = setting_of("Serif", OWN[language], language).style
    setting = Settings(_collection()).of(replace(style, vertical=True))
    start, end = setting.ink(dash[0])
    items = itemise([(f"国{dash}国", setting)], Spacing())
    assert items.pens[3] - items.pens[1] == 2 * EM
    first, second = (items.pens[place] - items.cuts[place] for place in (1, 2))
    assert second + start <= first + end
    assert abs((first + start + second + end) // 2 - 2 * EM) < EM // 20


@pytest.mark.parametrize("family", ["Serif", "Sans"])
@pytest.mark.parametrize("language", [Language.ZH_HANS, Language.ZH_HANT])
def test_an_interpunct_is_half_an_em_with_its_dot_in_the_middle(family: str, language: Language) -> None:
    setting = setting_of(family, OWN[language], language)
    items = itemise([("国·国", setting)], Spacing())
    assert items.advances[1] == EM // 2
    _, (_, left, right), _ = inks(items, setting, squeezed=False)
    assert abs((left + right) // 2 - (EM + EM // 4)) < EM // 100


@pytest.mark.parametrize(
    ("region", "language", "mark", "declared", "found"),
    [
        ("TC", Language.ZH_HANT, "，", Side.BOTH, Side.BOTH),
        ("SC", Language.ZH_HANT, "，", Side.BOTH, Side.END),  # a Simplified face: at the lower left
        ("TC", Language.ZH_HANS, "，", Side.END, Side.BOTH),  # and the other way round
        ("SC", Language.ZH_HANS, "。", Side.END, Side.END),
        ("JP", Language.JA, "「", Side.START, Side.START),
    ],
)
def test_the_white_is_cut_where_the_face_has_it(
    region: str, language: Language, mark: str, declared: Side, found: Side
) -> None:
    assert setting_of("Serif", region, language).white(mark, declared) is found


@pytest.mark.parametrize(("language", "region"), OWN.items())
def test_a_galley_is_set_from_a_collection(language: Language, region: str) -> None:
    text = {
        Language.ZH_HANS: "她说，“去吗？！”江水涨了……",
        Language.ZH_HANT: "她說，「去嗎？！」江水漲了……",
        Language.JA: "「行きますか？」と、ちょっと聞いた……",
        Language.KO: "그는 “간다”라고 말했다. 《횡강지》는",
    }[language]
    setting = setting_of("Serif", region, language)
    items = itemise([(text, setting)], Spacing(marks=Marks.FULL))
    assert {face.key.split("#")[0] for face in items.faces} == {"NotoSerifCJK-Regular"}
    for breaker in Breaker:
        lines = BREAKERS[breaker](items, (8 * EM,), Spacing(marks=Marks.FULL))
        shown = "".join(text[line.start : line.end] for line in lines)
        assert shown.replace(" ", "") == text.replace(" ", "")
