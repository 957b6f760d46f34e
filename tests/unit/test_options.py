"""What a caller may ask of a build."""

from __future__ import annotations

import pytest

from broadsheet.options import BuildOptions


@pytest.mark.parametrize(("formats", "told"), [(("pfd",), "'pfd'"), ((), "one format at least")])
def test_formats_that_nobody_can_write_are_refused(formats: tuple[str, ...], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        BuildOptions(formats=formats)
