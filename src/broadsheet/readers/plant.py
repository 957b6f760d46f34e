"""What an edition says of the plant: page marks, spot inks."""

from __future__ import annotations

from broadsheet.model.plant import PageMark, Plant, Spots
from broadsheet.readers.schema import Key, Record
from broadsheet.readers.values import Choice, ListOf, Whole

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
        "ink": Key(
            Whole(150, 400),
            "the most ink in one place, in per cent: default 220 (ISO 12647-3); 240 and 260 are common, too. "
            "Pictures are separated to it, pages and placed PDFs are judged by it",
        ),
    },
)
