"""Faces that stand in the place of others: a weight that a family has not, and a character that only a face
of another weight has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from broadsheet.font.collection import Collection
from broadsheet.font.face import Face
from broadsheet.geometry import Rect
from broadsheet.model.style import StyleSheet
from broadsheet.records import record
from broadsheet.text.charclass import is_ideograph
from broadsheet.tree.extent import em_boxes
from broadsheet.tree.node import FaceRecord, GlyphRun, TreePage
from broadsheet.tree.walk import groups


@record
class StandIn:
    """Characters of a story, or of furniture, on a page in a face of another weight (``used``) than the words
    beside them, whose face (``family``, ``weight``) has them not; each once, and all their places."""

    page: int
    slug: str
    family: str
    weight: int
    used: int
    text: str
    places: tuple[Rect, ...]


def asked_weights(sheets: Iterable[StyleSheet]) -> list[tuple[str, int]]:
    """The families and weights that text styles name, in order."""
    return sorted(
        {
            (face.family, face.weight)
            for sheet in {id(sheet): sheet for sheet in sheets}.values()
            for style in sheet.texts.values()
            for face in (style.face, style.latin)
            if face
        }
    )


def other_weights(
    asked: Iterable[tuple[str, int]], used: Iterable[FaceRecord], collection: Collection
) -> tuple[tuple[str, int, int], ...]:
    """Family, weight asked for and weight set, of text styles, where such a face is used."""
    shown = {(face.path, face.index) for face in used}
    found = []
    for family, weight in asked:
        file = collection.file_of(family, weight)
        if file is not None and file.weight != weight and (file.path, file.index) in shown:
            found.append((family, weight, file.weight))
    return tuple(found)


def stand_ins(
    asked: Iterable[tuple[str, int]],
    pages: Iterable[tuple[TreePage, frozenset[str]]],
    collection: Collection,
) -> tuple[StandIn, ...]:
    """Where characters stand in a face of another weight than the words around them, for theirs has them not.
    Only faces that no style names are looked at; ``pages`` come with the keys of their faces."""
    files = {collection.file_of(*each) for each in asked}
    known: dict[str, bool] = {}
    found: list[StandIn] = []
    for page, keys in pages:
        known |= {key: collection.named(key).file in files for key in keys - known.keys()}
        if odd := frozenset(key for key in keys if not known[key]):
            found.extend(_on_page(page, odd, collection))
    return tuple(found)


def _on_page(page: TreePage, odd: frozenset[str], collection: Collection) -> Iterator[StandIn]:
    found: dict[tuple[str, str, int, int], list[GlyphRun]] = {}
    for group in groups(page.groups):
        runs = [node for node in group.nodes if isinstance(node, GlyphRun)]
        for at, run in enumerate(runs):
            if run.face in odd and (wanted := _wanted(runs, at, collection)):
                used = collection.named(run.face).file.weight
                if used != wanted.file.weight:
                    key = group.article, wanted.family, wanted.file.weight, used
                    found.setdefault(key, []).append(run)
    for key, each in found.items():
        text = "".join(dict.fromkeys("".join(run.text for run in each)))
        yield StandIn(page.number, *key, text, tuple(map(em_boxes, each)))


def _wanted(runs: Sequence[GlyphRun], at: int, collection: Collection) -> Face | None:
    """The face of the words beside a run, before it if it can be, that has none of its characters; of Chinese
    ones for Chinese ones, for Latin has a face of its own."""
    run = runs[at]
    for other in (*reversed(runs[:at]), *runs[at + 1 :]):
        if other.face != run.face and _is_han(other.text) == _is_han(run.text):
            face = collection.named(other.face)
            if not any(face.glyphs[character] for character in run.text):
                return face
    return None


def _is_han(text: str) -> bool:
    return any(map(is_ideograph, text))
