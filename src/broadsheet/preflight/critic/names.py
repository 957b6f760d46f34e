"""疑似错名: names of the house list written with one character changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from broadsheet.geometry import Rect, union
from broadsheet.patterns import late_pattern
from broadsheet.preflight.critic.finding import Context, Finding, finding
from broadsheet.preflight.critic.view import PageView
from broadsheet.records import record
from broadsheet.tree.extent import em_boxes
from broadsheet.tree.node import GlyphRun, Group, Role
from broadsheet.tree.walk import glyph_runs, groups

_HAN = late_pattern("[\u3400-\u9fff]+")
_COMMON = frozenset(
    "的了在是和与及或也就都而着过被把将对从向到为以于之其这那有不没上下里中外前后人们一二两三四五六七八九十"
)
"""Characters of grammar and number: what they stand in is another phrase, no slip."""

_QUOTES = frozenset("“”‘’「」『』《》〈〉")
_AROUND = 4
"""Characters on either side by which words are told."""


@record
class _Text:
    """The text of a story on a page, and the group that each piece of it comes from."""

    text: str
    pieces: tuple[tuple[int, Group], ...]

    def place(self, start: int, end: int) -> tuple[Rect, ...]:
        """Where characters stand: a rectangle a line."""
        found = []
        for offset, group in self.pieces:
            runs = glyph_runs(group.nodes)
            at = offset
            rects = []
            for run in runs:
                low, high = max(start - at, 0), min(end - at, len(run.text))
                if low < high:
                    rects.append(_part(em_boxes(run), run.advances, low, high, len(run.text)))
                at += len(run.text)
            whole = union(rects)
            if whole is not None:
                found.append(whole)
        return tuple(found)


def _part(rect: Rect, advances: tuple[int, ...], low: int, high: int, length: int) -> Rect:
    """The characters ``low`` to ``high`` of a run; all of it where glyphs are not characters."""
    if len(advances) != length:
        return rect
    start, end = sum(advances[:low]), sum(advances[:high])
    if rect.width >= rect.height or length == 1:
        return Rect(rect.x + start, rect.y, max(0, end - start), rect.height)
    return Rect(rect.x, rect.y + start, rect.width, max(0, end - start))


def name(view: PageView, context: Context) -> Iterator[Finding]:
    """Strings that differ from a name of the house list in one character.

    To be conservative: the character is Han and not one of grammar's; it is not part of another word
    or of another listed name there; what stands in quotation marks has a name of its own; and a name
    of three characters counts only in a story that also has it right, and not at its ends, where
    places of one stem differ (东关渡, 东关路).
    """
    chosen = [
        each for each in context.names
        if len(each) >= context.limits["name_length"] and _HAN.fullmatch(each)
    ]  # fmt: skip
    if not chosen:
        return
    for slug, story in _texts(view):
        known = set(story.text)
        for each in chosen:
            if sum(character not in known for character in each) <= 1:
                yield from _misspelt(each, story, (view.number, slug), context)


def _texts(view: PageView) -> Iterator[tuple[str, _Text]]:
    """The texts of the page: a story with its head and captions, and the furniture."""
    by_slug: dict[str, list[Group]] = {}
    for group in view.page.groups:
        if group.role is not Role.AD:
            by_slug.setdefault(group.article, []).append(group)
    for slug, found in by_slug.items():
        yield slug, _joined(found)


def _joined(found: Iterable[Group]) -> _Text:
    """The groups' text; a name may go on in the next line of its paragraph and nowhere else."""
    text, length, pieces, before = [], 0, [], -1
    for group in groups(found):
        runs = "".join(node.text for node in group.nodes if isinstance(node, GlyphRun))
        if not runs:
            continue
        if group.paragraph < 0 or group.paragraph != before:
            text.append("\n")
            length += 1
        before = group.paragraph
        pieces.append((length, group))
        text.append(runs)
        length += len(runs)
    return _Text("".join(text), tuple(pieces))


def _misspelt(
    wanted: str, story: _Text, where: tuple[int, str], context: Context
) -> Iterator[Finding]:
    if len(wanted) == 3 and wanted not in story.text:
        return
    page, slug = where
    slips: dict[str, list[Rect]] = {}
    for start in sorted(_near(wanted, story.text)):
        end = start + len(wanted)
        written = story.text[start:end]
        index = next(place for place in range(len(wanted)) if wanted[place] != written[place])
        at_end = index in {0, len(wanted) - 1}
        if not (at_end and len(wanted) == 3) and _is_likely(written, (start, index), story.text, context):
            slips.setdefault(written, []).extend(story.place(start, end))
    for written, found in slips.items():
        yield finding("name", page, tuple(found), slug, written=written, name=wanted)


def _near(wanted: str, text: str) -> set[int]:
    """Where a string of that length stands that differs in exactly one character: one half of it is
    as in the name, or for three characters its first or its last."""
    half = len(wanted) // 2
    found = set()
    for offset, part in ((0, wanted[:half]), (half, wanted[half:]), (len(wanted) - 1, wanted[-1])):
        place = text.find(part)
        while place >= 0:
            start = place - offset
            written = text[start : start + len(wanted)] if start >= 0 else ""
            if len(written) == len(wanted):
                differ = sum(one != other for one, other in zip(wanted, written, strict=True))
                if differ == 1:
                    found.add(start)
            place = text.find(part, place + 1)
    return found


def _is_likely(written: str, where: tuple[int, int], text: str, context: Context) -> bool:
    """Whether a near name is a slip: its odd character is no word, and no part of one."""
    start, index = where
    odd = written[index]
    if not _HAN.match(odd) or odd in _COMMON or written in context.names:
        return False
    place = start + index
    if text[max(0, start - 1) : start] in _QUOTES and text[start + len(written) :][:1] in _QUOTES:
        return False
    near = [
        text[begin : begin + length]
        for length in range(2, 2 * len(written))
        for begin in range(max(0, place - length + 1), place + 1)
    ]
    if any(other in near for other in context.names):
        return False
    low = max(0, start - _AROUND)
    low = max(low, text.rfind("\n", 0, start) + 1)
    at = low
    for word in context.words(text[low : start + len(written) + _AROUND].split("\n", maxsplit=1)[0]):
        if at <= place < at + len(word):
            return len(word) == 1 or (at <= start and start + len(written) <= at + len(word))
        at += len(word)
    return True
