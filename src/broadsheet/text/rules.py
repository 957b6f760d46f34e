"""The rules of a paragraph: what its language, its style and its first setting settle before its characters
are known. They are looked up once for a kind of paragraph, of which a paper has a few."""

from __future__ import annotations

from broadsheet.model.spacing import Spacing
from broadsheet.records import record_with
from broadsheet.text.borders import Gap, border_gaps, border_table
from broadsheet.text.breaks import verdicts_of
from broadsheet.text.language import LanguageTable, Tailoring, table_of, tailoring
from broadsheet.text.marks import MarkRules, mark_rules
from broadsheet.text.setting import Setting
from broadsheet.units import Length


@record_with(frozen=False, eq=False)
class Rules:
    """``verdicts`` and ``borders`` say what stands between two classes (text.breaks, text.borders); ``gaps``
    are those at Latin and figures, none where the language has none. ``clauses``: typed spaces beside Latin
    may part clauses, as in headlines; ``lists``: they part names, as in bylines."""

    language: LanguageTable
    em: Length
    vertical: bool
    tailored: Tailoring
    verdicts: bytes
    borders: bytes
    gaps: tuple[Gap, ...]
    marks: MarkRules
    clauses: bool
    lists: bool
    kernel_known: object = None  # what a compiled kernel keeps of it


def rules_of(first: Setting, spacing: Spacing, clauses: bool = False, lists: bool = False) -> Rules:
    """The rules of paragraphs that begin with a setting; the same object each time."""
    key = (spacing, clauses, lists) if clauses or lists else spacing
    return first.keep(key, lambda: _rules(first, spacing, clauses, lists))


def _rules(first: Setting, spacing: Spacing, clauses: bool, lists: bool) -> Rules:
    language, vertical = table_of(first.style.language), first.style.vertical
    tailored = tailoring(first.style.language, spacing)
    return Rules(
        language,
        first.em,
        vertical,
        tailored,
        verdicts_of(tailored),
        border_table(),
        () if language.spaced else border_gaps(spacing, first.em),
        mark_rules(spacing, language, first.em, vertical=vertical),
        clauses,
        lists,
    )
