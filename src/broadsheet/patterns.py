"""Regular expressions that are compiled when they are first used.

Compiling is slow, and most of what is written down in modules is for copy that most editions do not
have: a cold start spent a tenth of its time on it.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Late:
    """A pattern to be; what is asked of it is kept, so that asking again costs nothing."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._said = text, flags

    def __getattr__(self, name: str) -> Any:
        text, flags = self._said
        value = getattr(re.compile(text, flags), name)
        setattr(self, name, value)
        return value


def late_pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What ``re.compile`` gives, compiled when something is first asked of it; what is wrong with a
    pattern is raised then."""
    return cast("re.Pattern[AnyStr]", _Late(text, flags))
