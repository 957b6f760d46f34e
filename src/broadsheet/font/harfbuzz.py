"""The door to HarfBuzz, whose binding looks into ``inspect`` for seven figures only; that and what it
brings would take a quarter of the import."""

from __future__ import annotations

from broadsheet.late import put_off

CODE_FLAGS = {
    "CO_OPTIMIZED": 1, "CO_NEWLOCALS": 2, "CO_VARARGS": 4, "CO_VARKEYWORDS": 8, "CO_GENERATOR": 32,
    "CO_COROUTINE": 128, "CO_ASYNC_GENERATOR": 512,
}  # fmt: skip
"""What Python says of code objects (``Include/cpython/code.h``)."""

put_off("inspect", known=CODE_FLAGS)

import uharfbuzz as hb  # noqa: E402  after what it imports is put off

__all__ = ["hb"]
