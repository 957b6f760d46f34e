"""What an edition says of the plant: page marks."""

from __future__ import annotations

from broadsheet.model.plant import PageMark, Plant
from broadsheet.readers.schema import Key, Record
from broadsheet.readers.values import Choice, ListOf

PLANT: Record[Plant] = Record(
    Plant,
    "plant",
    {
        "marks": Key(
            ListOf(Choice(PageMark), single=True),
            "page marks round the trim (patches: in the foot margin); default none",
        ),
    },
)
