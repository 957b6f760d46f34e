"""A comparison as one HTML file that needs nothing beside it: both pages side by side, laid on each other or
in turns, with outlines around what differs and a list that leads to them."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from broadsheet.diff.words import PAGE_WORDS
from broadsheet.messages import Language
from broadsheet.model.decision import Ruling
from broadsheet.records import record
from broadsheet.resources import shipped

_FILTERS = """\
<svg width="0" height="0" aria-hidden="true">
<filter id="red" color-interpolation-filters="sRGB">
<feColorMatrix values="0 0 0 0 1  .3 .6 .1 0 0  .3 .6 .1 0 0  0 0 0 1 0"/></filter>
<filter id="blue" color-interpolation-filters="sRGB">
<feColorMatrix values=".3 .6 .1 0 0  .3 .6 .1 0 0  0 0 0 0 1  0 0 0 1 0"/></filter>
</svg>"""
"""Laid on each other, ink of the old page alone is red, of the new page alone blue, of both dark."""


@record
class Row:
    """A line of the list: whose, what, which kind of change, and the sentence, in HTML."""

    subject: str
    role: str
    kind: str
    html: str


@record
class Mark:
    """An outline on a page: left, top, width and height as shares of the page, and the row it belongs to."""

    row: int
    kind: str
    place: tuple[float, float, float, float]


@record
class Side:
    """A page of one set: a picture by media type and data, or a drawing in SVG, and its outlines. ``size``
    is width and height in any unit."""

    size: tuple[int, int]
    picture: tuple[str, bytes] | None = None
    drawing: str = ""
    marks: tuple[Mark, ...] = ()


@record
class View:
    """A page that differs; None where a side does not have it. ``ruling`` and ``reason`` are what was
    decided about it, ``told`` a sentence about that."""

    page: int
    title: str
    change: str
    old: Side | None
    new: Side | None
    rows: tuple[Row, ...]
    told: str = ""
    ruling: str = ""
    reason: str = ""


@record
class Report:
    """All that an HTML report shows. ``same`` are the titles of pages that are as they were."""

    old: str
    new: str
    summary: str
    views: tuple[View, ...]
    same: tuple[str, ...] = ()


def render_html(report: Report, language: Language = "en") -> str:
    """The report as HTML. Every text is escaped but a row's ``html``."""
    words = {name: sentence[language] for name, sentence in PAGE_WORDS.items()}
    css, script = (shipped("report", name).read_text("utf-8") for name in ("report.css", "report.js"))
    views = "\n".join(_view(view, words) for view in report.views)
    none = "" if report.views else f'<div class="none">{escape(report.summary)}</div>'
    return f"""<!DOCTYPE html>
<html lang="{"zh-Hans" if language == "zh" else "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(words["title"])}: {escape(report.summary)}</title>
<style>
{css}</style>
</head>
<body class="side">
<header>
<h1>{escape(words["title"])}</h1>
<span class="summary">{escape(report.summary)}</span>
<span class="names">{escape(report.old)} → {escape(report.new)}</span>
<div class="modes">{"".join(_modes(words))}</div>
<button type="button" data-outlines aria-pressed="true">{escape(words["outlines"])}<kbd>o</kbd></button>
</header>
<nav aria-label="{escape(words["pages"])}">
{"".join(_link(view) for view in report.views)}{_same(report.same, words)}</nav>
{views}{none}
{_FILTERS}
<script>
{script}</script>
</body>
</html>
"""


def _modes(words: dict[str, str]) -> Iterator[str]:
    for key, mode in enumerate(("side", "overlay", "flicker"), 1):
        yield (
            f'<button type="button" data-mode="{mode}" aria-pressed="false">'
            f"{escape(words[mode])}<kbd>{key}</kbd></button>"
        )


def _link(view: View) -> str:
    return (
        f'<a href="#page-{view.page}" class="{escape(view.ruling)}">{escape(view.title)}'
        f'<span class="count">{len(view.rows)}</span></a>\n'
    )


def _same(titles: Sequence[str], words: dict[str, str]) -> str:
    if not titles:
        return ""
    return f"<p>{escape(words['same'])}<br>{'<br>'.join(map(escape, titles))}</p>\n"


def _view(view: View, words: dict[str, str]) -> str:
    told = f'<p class="told">{escape(view.told)}</p>' if view.told else ""
    rows = "\n".join(_row(at, row) for at, row in enumerate(view.rows))
    return f"""<section class="view" id="page-{view.page}" data-page="{view.page}"
 data-change="{view.change}">
<div class="sheets">
{_side(view.old, "old", view, words)}
{_side(view.new, "new", view, words)}
</div>
<aside>
<h2>{escape(view.title)}</h2>
<span class="mono">{escape(view.change)}</span>
{told}
<ol>
{rows}
</ol>
{_decision(view, words)}
</aside>
</section>
"""


def _row(at: int, row: Row) -> str:
    return (
        f'<li class="{row.kind}" data-row="{at}"><span class="whose">{escape(row.subject)}</span> '
        f'<span class="role">{escape(row.role)}</span><br>{row.html}</li>'
    )


def _decision(view: View, words: dict[str, str]) -> str:
    choices = "".join(
        f'<label><input type="radio" name="ruling-{view.page}" value="{ruling}"'
        f"{' checked' if ruling == view.ruling else ''}> {escape(words[ruling])}</label> "
        for ruling in (each.value for each in Ruling)
    )
    return (
        f"<fieldset><legend>{escape(words['decision'])}</legend>{choices}"
        f'<input type="text" placeholder="{escape(words["reason"])}" aria-label="{escape(words["reason"])}" '
        f'value="{escape(view.reason)}">'
        f'<button type="button" data-save>{escape(words["save"])}</button></fieldset>'
    )


def _side(side: Side | None, which: str, view: View, words: dict[str, str]) -> str:
    caption = f"<figcaption>{escape(words[which])}</figcaption>"
    if side is None:
        none = f'<div class="sheet none">{escape(words["missing"])}</div>'
        return f'<figure class="{which}">{caption}{none}</figure>'
    shown = side.drawing
    if side.picture is not None:
        kind, data = side.picture
        coded = base64.b64encode(data).decode("ascii")
        alt = escape(f"{view.title}, {words[which]}")
        shown = f'<img src="data:{kind};base64,{coded}" alt="{alt}">'
    width, height = side.size
    return (
        f'<figure class="{which}">{caption}<div class="sheet" style="aspect-ratio:{width}/{height}">{shown}'
        f"{''.join(_marks(side.marks))}</div></figure>"
    )


def _marks(marks: Iterable[Mark]) -> Iterator[str]:
    for mark in marks:
        left, top, width, height = (f"{100 * share:.3f}%" for share in mark.place)
        yield (
            f'<div class="mark {mark.kind}" data-row="{mark.row}" '
            f'style="left:{left};top:{top};width:{width};height:{height}"></div>'
        )
