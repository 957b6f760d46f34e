"""Regular expressions that are compiled when they are first used, and then kept on disk.

Compiling is slow, and most of what is written down in modules is for copy that most editions do not
have: a cold start spent a tenth of its time on it. What is used is compiled once for each Python and user:
like byte code, what a pattern compiles to says nothing that the pattern does not say. It is made again where
it is missing, damaged or another Python's.
"""

from __future__ import annotations

import marshal
import re
import sys
from array import array
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, AnyStr, cast
from zlib import crc32

from broadsheet.resources import cache_folder, whole

_ENGINE: Any = sys.modules.get("_sre")
_PARSER: Any = sys.modules.get("re._parser")
_encode: Any = getattr(sys.modules.get("re._compiler"), "_code", None)
"""Of ``re``: what makes a pattern of code, what reads it, and what makes code of it."""

_FORM = 1
"""To be counted up when what is kept looks otherwise."""

_SUM = 4
"""Bytes of the CRC that the file begins with."""

_MOST = 2048
"""Patterns that are kept; when there are more, which are older versions' then, it is begun anew."""


class _Late:
    """A pattern to be; what is asked of it is kept, so that asking again costs nothing."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._said = text, flags

    def __getattr__(self, name: str) -> Any:
        text, flags = self._said
        value = getattr(compiled(text, flags), name)
        setattr(self, name, value)
        return value


def late_pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What ``re.compile`` gives, compiled when something is first asked of it; what is wrong with a
    pattern is raised then."""
    return cast("re.Pattern[AnyStr]", _Late(text, flags))


def compiled(text: str | bytes, flags: int = 0) -> re.Pattern[Any]:
    """What ``re.compile`` gives, from the user's cache or into it. Raises re.error."""
    kept = _kept()
    code = kept.codes.get((text, int(flags)))
    if code is not None:
        with suppress(Exception):  # the engine looks over what it is given
            return _made(text, code)
    pattern = re.compile(text, flags)
    with suppress(Exception):  # a Python that compiles in another way keeps nothing
        code = _code_of(text, int(flags))
        if _made(text, code) == pattern:
            kept.add((text, int(flags)), code)
    return pattern


class _Kept:
    """A file of what patterns compile to, by their texts and flags. Any number of processes may use it, and
    it may be deleted at any time; one that cannot be written or read is as good as none."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self.codes: dict[tuple[str | bytes, int], tuple[Any, ...]] = {}
        with suppress(OSError, ValueError, EOFError, TypeError):
            data = path.read_bytes() if path else b""
            if data[:_SUM] == _sum(data[_SUM:]):
                self.codes = marshal.loads(data[_SUM:])

    def add(self, key: tuple[str | bytes, int], code: tuple[Any, ...]) -> None:
        """Keep one more."""
        if len(self.codes) >= _MOST:
            self.codes = {}
        self.codes[key] = code
        if self._path is None:
            return
        body = marshal.dumps(self.codes)
        try:
            with whole(self._path) as scratch:
                scratch.write_bytes(_sum(body) + body)
        except OSError:
            self._path = None  # nor will it be the next time


def _sum(body: bytes) -> bytes:
    return crc32(body).to_bytes(_SUM, "little")


@lru_cache(maxsize=1)
def _kept() -> _Kept:
    folder = cache_folder()
    name = f"{_FORM}-{sys.implementation.cache_tag}-{sys.hexversion:08x}-{getattr(_ENGINE, 'MAGIC', 0)}"
    return _Kept(folder / "patterns" / name if folder else None)


def _made(text: str | bytes, said: tuple[Any, ...]) -> re.Pattern[Any]:
    flags, code, *groups = said
    return cast("re.Pattern[Any]", _ENGINE.compile(text, flags, array("I", code).tolist(), *groups))


def _code_of(text: str | bytes, flags: int) -> tuple[Any, ...]:
    """What the engine of ``re`` is given for a pattern: flags, code, number of groups, and their names both
    ways. Raises whatever another Python's compiler does."""
    parsed = _PARSER.parse(text, flags)
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    code = array("I", _encode(parsed, flags)).tobytes()  # numbers by themselves would take longer to read
    return int(flags | state.flags), code, int(state.groups) - 1, dict(state.groupdict), tuple(names)
