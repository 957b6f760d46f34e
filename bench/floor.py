"""The floor under a build: subset the same fonts, deflate the same streams, write the same bytes.

What it is fed is taken from a finished file first, unmeasured, by a process of its own: the kernel counts
what a process has held to the memory of those that it starts. ``python -m bench.floor EDITION PDF MATTER``
is that one; ``python -m bench.floor MATTER TARGET`` is the whole of the measured process.
"""

from __future__ import annotations

import json
import sys
import zlib
from pathlib import Path

LEVEL = 5
"""As ``paint.deflate`` has it."""


def write_matter(edition: Path, pdf: Path, matter: Path) -> Path:
    """Write what the floor of a combined file needs, and return its place: the glyphs of each face, and
    every other stream as it was before it was deflated."""
    import pikepdf  # noqa: PLC0415  not in the measured process

    from broadsheet.press import make  # noqa: PLC0415  as above
    from broadsheet.tree.walk import glyph_runs  # noqa: PLC0415  as above

    tree = make(edition).tree
    glyphs: dict[str, set[int]] = {}
    for page in tree.pages:
        for run in glyph_runs(page.groups):
            glyphs.setdefault(run.face, set()).update(run.glyphs)
    faces = [[face.path, face.index, sorted(glyphs[face.key])] for face in tree.faces if face.key in glyphs]
    matter.mkdir(parents=True)
    sizes = []
    with pikepdf.open(pdf) as document, (matter / "streams").open("wb") as streams:
        for found in document.objects:
            if isinstance(found, pikepdf.Stream) and "/Length1" not in found and "/FontFile2" not in found:
                data = found.read_bytes()
                streams.write(data)
                sizes.append(len(data))
    (matter / "faces.json").write_text(json.dumps({"faces": faces, "sizes": sizes}), encoding="utf-8")
    return matter


def main(matter: Path, target: Path) -> None:
    """Subset, deflate and write."""
    from broadsheet.font.subset import FontProgram  # noqa: PLC0415  not while matter is written

    asked = json.loads((matter / "faces.json").read_text("utf-8"))
    pieces = [FontProgram(path, index).subset(glyphs) for path, index, glyphs in asked["faces"]]
    with (matter / "streams").open("rb") as streams:
        pieces.extend(streams.read(size) for size in asked["sizes"])
    with target.open("wb") as file:
        file.writelines(zlib.compress(piece, LEVEL) for piece in pieces)


if __name__ == "__main__":
    given = [Path(each) for each in sys.argv[1:]]
    if len(given) == 3:
        write_matter(*given)
    else:
        main(*given)
