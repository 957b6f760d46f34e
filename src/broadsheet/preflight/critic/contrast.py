"""The rule of type and what it stands on: one has to stand out from the other (对比不足)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.geometry import Rect
from broadsheet.preflight.critic.finding import Context, Finding, finding
from broadsheet.preflight.critic.view import PageView
from broadsheet.tree.extent import extent
from broadsheet.tree.inks import black_of
from broadsheet.tree.node import Fill, GlyphRun, Leaf, Picture, Shape
from broadsheet.tree.walk import first_words, glyph_runs, groups, leaves
from broadsheet.units import PT

_LARGE = 18 * PT
"""From here on half the difference is enough, as WCAG 2 has it for large type (1.4.3)."""

_Ground = tuple[Rect, int | None]
"""Where something is printed, and how dark it is in per mille; None for pictures and blends."""


def faint(view: PageView, context: Context) -> Iterator[Finding]:
    """对比不足: type on a tint whose tones differ by less than ``contrast``. What is alike in a story is told
    once."""
    found = list(_faint(leaves(view.page.groups), context.limits["contrast"]))
    if not found:
        return
    owners = {id(run): group.article for group in groups(view.page.groups) for run in glyph_runs(group.nodes)}
    alike: dict[tuple[str, int, int], list[GlyphRun]] = {}
    for run, tone, dark in found:
        alike.setdefault((owners[id(run)], tone, dark), []).append(run)
    for (slug, tone, dark), runs in alike.items():
        yield finding(
            "faint", view.number, tuple(map(extent, runs)), slug,
            words=first_words(runs[0]),
            tone=round(tone / 10), ground=round(dark / 10),
        )  # fmt: skip


def _faint(nodes: Sequence[Leaf], least: int) -> Iterator[tuple[GlyphRun, int, int]]:
    """Each run, in paint order, that does not stand out, how dark it is, and how dark what it stands on."""
    grounds: list[_Ground] = []
    near: dict[tuple[int, bool], list[Rect]] = {}  # grounds of nearly the tone of an ink, by its identity
    for node in nodes:
        if not isinstance(node, GlyphRun):
            ground = _ground(node)
            if ground is not None:
                grounds.append(ground)
                near.clear()
            continue
        if not grounds:
            continue
        tone, is_large = black_of(node.colour).black, node.size >= _LARGE
        wanted = least // 2 if is_large else least
        key = id(node.colour), is_large
        if key not in near:
            near[key] = [rect for rect, dark in grounds if dark is not None and abs(tone - dark) < wanted]
        if near[key] and node.glyphs and any(_begins_in(rect, node) for rect in near[key]):
            dark = _under(extent(node), grounds)
            if dark is not None and abs(tone - dark) < wanted:
                yield node, tone, dark


def _begins_in(rect: Rect, run: GlyphRun) -> bool:
    """Whether a run may begin there: most type of a page is nowhere near a tint, and its extent is not asked
    for."""
    return (
        rect.x - run.size <= run.x <= rect.right + run.size
        and rect.y - run.size <= run.baseline <= rect.bottom + run.size
    )


def _ground(node: Leaf) -> _Ground | None:
    """What type may stand on; lines are nothing, nor are outlines with holes and bays, as of an ornament."""
    if isinstance(node, Picture):
        return extent(node), None
    if isinstance(node, Fill):
        return extent(node), black_of(node.colour).black
    if isinstance(node, Shape) and not node.weight and _is_plain(node):
        return extent(node), None if node.blend else black_of(node.colour).black
    return None


def _is_plain(shape: Shape) -> bool:
    """Whether a shape fills its box, but for its corners: all its points lie on the box's sides."""
    if any(step[0] == "m" for step in shape.path[1:]):
        return False
    box = extent(shape)
    xs, ys = {box.x, box.right}, {box.y, box.bottom}
    return all(
        x in xs or y in ys for step in shape.path for x, y in zip(step[1::2], step[2::2], strict=True)
    )  # fmt: skip


def _under(place: Rect, grounds: Sequence[_Ground]) -> int | None:
    """How dark it is under a place: by what was printed last over all of it; None where only a part of it is
    covered, or by a picture."""
    for rect, tone in reversed(grounds):
        if rect.contains(place):
            return tone
        if rect.overlaps(place):
            return None
    return None
