"""What an edition says of the plant: page marks, spot inks."""

from __future__ import annotations

from broadsheet.model.plant import PageMark, Plant, Spots
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
        "spots": Key(
            Choice(Spots), "spot inks: process (default), printed in process inks; or keep, a plate each"
        ),
    },
)
