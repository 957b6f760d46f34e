"""A comparison as a table: each figure with its ratio to what it is held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bench.contestants import COMBINED, FLOOR, PRESS, TYPST
from bench.measure import Cost

_HEAD = (
    "pages", "process", "wall s", "CPU s", "peak MB", "file KB", "against", "wall", "CPU", "peak", "file",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """The most that a ratio may be."""

    name: str
    figure: str  # a field of Cost
    one: str
    other: str
    most: float
    pages: tuple[int, ...] = ()  # where it counts; everywhere when empty


BARS = (
    Bar("wall, combined / typst", "wall", COMBINED, TYPST, 0.7, (1,)),
    Bar("wall, combined / typst", "wall", COMBINED, TYPST, 0.5, (24,)),
    Bar("peak memory, combined / typst", "memory", COMBINED, TYPST, 1.0, (1, 24)),
    Bar("file, combined / typst", "size", COMBINED, TYPST, 1.0, (24,)),
    Bar("wall, press set / combined", "wall", PRESS, COMBINED, 2.0, (24,)),
    Bar("wall, combined / floor", "wall", COMBINED, FLOOR, 3.0, (24,)),
)


def table(results: Mapping[int, Mapping[str, Cost]]) -> str:
    """Return the table in Markdown; our combined build is held against typst, the press set against
    the combined build."""
    rows: list[tuple[str, ...]] = [_HEAD, ("---",) * len(_HEAD)]
    for pages, costs in results.items():
        for name, cost in costs.items():
            against = {COMBINED: TYPST, PRESS: COMBINED}.get(name, "")
            rows.append((str(pages), name, *_figures(cost), against, *_ratios(cost, costs.get(against))))
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    fill = "-" if row[0] == "---" else " "
    cells = [cell.ljust(width, fill) for cell, width in zip(row, widths, strict=True)]
    return f"| {' | '.join(cells)} |"


def _figures(cost: Cost) -> tuple[str, ...]:
    return (
        f"{cost.wall:.3f}", f"{cost.cpu:.3f}", f"{cost.memory / 1e6:.1f}", f"{cost.size / 1e3:.1f}",
    )  # fmt: skip


def _ratios(cost: Cost, other: Cost | None) -> tuple[str, ...]:
    if other is None:
        return ("",) * 4
    pairs = (
        (cost.wall, other.wall), (cost.cpu, other.cpu), (cost.memory, other.memory), (cost.size, other.size),
    )  # fmt: skip
    return tuple(f"{one / two:.2f}" for one, two in pairs)


_GROWTH = (("time", "wall", 10.0), ("memory", "memory", 2.5))


def _growth(results: Mapping[int, Mapping[str, Cost]]) -> Iterator[str]:
    """What ten times the pages cost."""
    if {24, 240} <= results.keys():
        small, large = results[24][COMBINED], results[240][COMBINED]
        for word, figure, most in _GROWTH:
            ratio = getattr(large, figure) / getattr(small, figure)
            yield f"{'kept' if ratio <= most else 'MISSED':6}  {word}, 240 / 24 pages <= {most}: {ratio:.2f}"


def bars(results: Mapping[int, Mapping[str, Cost]]) -> str:
    """Return one line a bar: its ratios, and whether all of them keep it."""
    lines = []
    for bar in BARS:
        found = {
            pages: getattr(costs[bar.one], bar.figure) / getattr(costs[bar.other], bar.figure)
            for pages, costs in results.items()
            if {bar.one, bar.other} <= costs.keys() and (not bar.pages or pages in bar.pages)
        }
        if found:
            verdict = "kept" if max(found.values()) <= bar.most else "MISSED"
            shown = ", ".join(f"{ratio:.2f} ({pages} p.)" for pages, ratio in found.items())
            lines.append(f"{verdict:6}  {bar.name} <= {bar.most}: {shown}")
    lines.extend(_growth(results))
    return "\n".join(lines)
