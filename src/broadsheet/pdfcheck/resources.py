"""What the resources of a page, a form or a tile hold under the names that its instructions say."""

from __future__ import annotations

from typing import Any

import pikepdf


def named(resources: Any, category: str, operands: Any) -> Any:
    """What the first operand names among the resources of a category ("/Font"); an empty dictionary where
    nothing is called so."""
    try:
        return resources[category][str(operands[0])]
    except (KeyError, IndexError, TypeError, ValueError):
        return pikepdf.Dictionary()


def spaces_of(resources: Any) -> Any:
    """The named colour spaces of resources; None where there are none."""
    found = resources.get("/ColorSpace") if isinstance(resources, pikepdf.Dictionary) else None
    return found if isinstance(found, pikepdf.Dictionary) else None
