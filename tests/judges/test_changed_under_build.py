"""A picture that changes while its edition is built: the old set stays, and nothing wrong is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from broadsheet import BroadsheetError, BuildOptions, build, painting


def test_a_picture_that_changes_under_the_build_stops_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, picture = folder.parent / "out", folder / "pictures" / "grey.png"
    options = BuildOptions(formats=("pdf", "tree"), picture_cache=folder.parent / "cache")
    old = build(folder, out, options=options)
    with Image.open(picture) as image:
        size = image.size
    Image.effect_noise(size, 80).save(picture)
    paint = painting.paint_files

    def filed_again(*arguments: Any) -> Any:
        Image.effect_noise(size, 20).save(picture)
        return paint(*arguments)

    monkeypatch.setattr(painting, "paint_files", filed_again)
    with pytest.raises(BroadsheetError) as caught:
        build(folder, out, options=options)
    monkeypatch.undo()
    (item,) = caught.value.diagnostics
    assert item.code == "E605"
    assert "changed" in item.message("en")
    assert item.span is not None
    assert (out / "current").resolve() == old.folder.resolve()
    kept = build(folder, out, options=options)
    apart = build(folder, folder.parent / "apart", options=BuildOptions(formats=("pdf", "tree")))
    assert [(kept.folder / name).read_bytes() for name in kept.files] == [
        (apart.folder / name).read_bytes() for name in apart.files
    ]
