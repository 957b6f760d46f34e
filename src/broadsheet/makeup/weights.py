"""Weights that a style sheet asks for and its family has not: a face of another weight is set instead."""

from __future__ import annotations

from collections.abc import Iterable

from broadsheet.font.collection import Collection
from broadsheet.model.style import StyleSheet
from broadsheet.tree.node import FaceRecord


def other_weights(
    sheets: Iterable[StyleSheet], used: Iterable[FaceRecord], collection: Collection
) -> tuple[tuple[str, int, int], ...]:
    """Family, weight asked for and weight set, of text styles, where such a face is used."""
    asked = {
        (face.family, face.weight)
        for sheet in {id(sheet): sheet for sheet in sheets}.values()
        for style in sheet.texts.values()
        for face in (style.face, style.latin)
        if face
    }
    shown = {(face.path, face.index) for face in used}
    found = []
    for family, weight in sorted(asked):
        file = collection.file_of(family, weight)
        if file is not None and file.weight != weight and (file.path, file.index) in shown:
            found.append((family, weight, file.weight))
    return tuple(found)
