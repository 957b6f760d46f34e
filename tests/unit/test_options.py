"""What a caller may ask of a build."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from broadsheet.options import BuildOptions


@pytest.mark.parametrize(("formats", "told"), [(("pfd",), "'pfd'"), ((), "one format at least")])
def test_formats_that_nobody_can_write_are_refused(formats: tuple[str, ...], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        BuildOptions(formats=formats)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"standard": "x5"}, "standard: 'x5' is not one of x4, x3, x1a"),
        ({"language": "fr"}, "language: 'fr' is not one of en, zh"),
        ({"lock": "yes"}, "lock: 'yes' is not one of check, hold, write"),
        ({"proof_dpi": 0}, "proof_dpi: 0 is outside 1 to 1200"),
        ({"combined": True, "preflight": True}, "a combined file is for readers"),
        ({"combined": True, "standard": "x1a"}, "a combined file is for readers"),
    ],
)
def test_what_cannot_be_meant_is_refused_where_it_is_said(wrong: Mapping[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        BuildOptions(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["profile", "picture_cache", "store", "font_tables"])
def test_paths_are_paths(name: str) -> None:
    with pytest.raises(TypeError, match=f"{name}: a pathlib.Path expected, found 'here'"):
        BuildOptions(**{name: "here"})  # type: ignore[arg-type]
    BuildOptions(**{name: Path("here")})  # type: ignore[arg-type]
    BuildOptions(**{name: None})  # type: ignore[arg-type]
