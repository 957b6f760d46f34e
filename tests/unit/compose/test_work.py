"""Breaking costs the same for every character, however long the paragraph and whatever stands in it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from time import process_time
from types import FrameType

import pytest

from broadsheet.collector import uncollected
from broadsheet.compose.line import Line, Rooms
from broadsheet.compose.optimumfit import MOST_FITTED, fit_in
from broadsheet.compose.paragraph import BREAKERS
from broadsheet.compose.shortlines import short_lines
from broadsheet.model.spacing import Spacing
from broadsheet.model.style import Breaker
from broadsheet.text.items import Items
from broadsheet.text.setting import Settings
from unit.base.handset import EM, items_of

_COPY = "本报讯12月5日起，河西区“骑楼”街口的早市（共86个摊位）开放；用Python写的程序，识别率超过95%。"

TEXTS: dict[str, Callable[[int], str]] = {
    "copy": lambda count: (_COPY * (count // len(_COPY) + 1))[:count],
    "letters": lambda count: "abcdefghijk" * (count // 11),
    "words": lambda count: "the quick brown fox " * (count // 20),
    "spaces": lambda count: " " * count,
    "a run of spaces": lambda count: "春a b" + " " * (count - 8) + "c d秋",
    "spaces after a forced break": lambda count: "春" * 60 + "\n" + " " * (count - 61),
    "opening marks": lambda count: "（" * count,
    "closing marks": lambda count: "）" * count,
    "combining marks": lambda count: "e" + "\u0301" * (count - 1),
    "forced breaks": lambda count: "\n" * count,
    "verses": lambda count: "春\n" * (count // 2),
    "joiners": lambda count: "春\u200d" * (count // 2),
    "no width": lambda count: "\u200b" * count,
    "ideographic spaces": lambda count: "\u3000" * count,
    "dashes": lambda count: "—" * count,
}
ROOMS = (16 * EM, 18 * EM + EM // 2)
CASE = pytest.mark.parametrize("name", list(TEXTS))
BREAKER = pytest.mark.parametrize("breaker", list(Breaker))


class _Counted(bytes):
    """Bytes that count what a search through them may look at."""

    looked_at = 0

    def index(self, wanted: int, start: int = 0, end: int = sys.maxsize) -> int:  # type: ignore[override]
        found = super().index(wanted, start, end)
        _Counted.looked_at += found - start
        return found


def work(items: Items, breaker: Breaker, rooms: Rooms = ROOMS) -> int:
    """Lines of our code run to break a paragraph, and boxes looked at for forced breaks."""
    steps = 0

    def follow(frame: FrameType, event: str, _: object) -> object:
        nonlocal steps
        if "broadsheet" not in frame.f_code.co_filename:
            return None
        steps += event == "line"
        return follow

    _Counted.looked_at = 0
    items = replace(items, breaks=_Counted(items.breaks))
    before = sys.gettrace()
    sys.settrace(follow)
    try:
        BREAKERS[breaker](items, rooms, Spacing())
    finally:
        sys.settrace(before)
    return steps + _Counted.looked_at


@CASE
@BREAKER
def test_a_long_paragraph_takes_no_more_work_a_character(
    setting: Settings, breaker: Breaker, name: str
) -> None:
    short, long = (items_of(TEXTS[name](count), setting, Spacing()) for count in (1000, 6000))
    most = work(short, breaker) / len(short.text)
    assert work(long, breaker) / len(long.text) <= 1.5 * most + 1


def test_where_no_way_keeps_the_limits_a_long_runaround_takes_no_more_work_a_character(
    setting: Settings,
) -> None:
    """Beyond the limits every break can be reached, and in almost any number of lines."""
    def each(lines: int) -> float:
        items = items_of("A" * 40 + "春" * 16 * lines, setting, Spacing())
        return work(items, Breaker.OPTIMUM_FIT, (16 * EM, 17 * EM) * (lines // 2)) / lines

    assert each(100) <= 1.5 * each(20)


def test_a_paragraph_is_set_to_a_number_of_lines_up_to_many(setting: Settings) -> None:
    """A text without an empty line was tried for minutes, to win one line of ten thousand."""
    room, spacing = 10 * EM, Spacing()

    def fitted(lines: int) -> bool:
        items = items_of("春" * (10 * lines - 5), setting, spacing)
        return fit_in(items, (room,), spacing, lines) is not None

    assert fitted(MOST_FITTED)
    assert not fitted(MOST_FITTED + 1)


@pytest.mark.slow
@CASE
@BREAKER
def test_a_paragraph_of_a_hundred_thousand_takes_no_more_time_a_character(
    setting: Settings, breaker: Breaker, name: str
) -> None:
    def least(items: Items) -> float:
        def once() -> float:
            begin = process_time()
            with uncollected():  # as in a build
                lines: tuple[Line, ...] = BREAKERS[breaker](items, ROOMS, Spacing())
            assert lines is not None
            return (process_time() - begin) / len(items.text)

        return min(once() for _ in range(3))

    short, long = (items_of(TEXTS[name](count), setting, Spacing()) for count in (2000, 100_000))
    assert least(long) <= 5 * least(short)  # quadratic would be 50; the caches take their part


def _least(work: Callable[[], object]) -> float:
    """Seconds of the processor, the least of three times."""

    def once() -> float:
        begin = process_time()
        with uncollected():  # as in a build
            work()
        return process_time() - begin

    return min(once() for _ in range(3))


@pytest.mark.slow
def test_a_paragraph_over_many_pages_takes_no_more_time_a_character(setting: Settings) -> None:
    """Each page's last line is short, for its jump line: breaks are kept apart by their lines to the end.
    Here each line has one end, so that there are no more ways with every line."""

    def each(count: int) -> float:
        items = items_of("春" * count, setting, Spacing(han_gap_stretch=0))
        rooms = (*(18 * EM,) * 500, 14 * EM) * (count // 8000)
        return _least(lambda: BREAKERS[Breaker.OPTIMUM_FIT](items, rooms, Spacing(han_gap_stretch=0))) / count

    assert each(64_000) <= 2 * each(16_000)


@pytest.mark.slow
@pytest.mark.parametrize("room", [0, 20 * EM])
def test_a_byline_of_many_names_takes_no_more_time_a_name(setting: Settings, room: int) -> None:
    def each(count: int) -> float:
        items = items_of("记者王春　" * count, setting, Spacing())
        return _least(lambda: short_lines(items, room)) / count

    assert each(1600) <= 3 * each(200)
