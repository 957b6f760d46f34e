"""The configuration of the nightly run: where a night's paper lies, and what to do about what is missing."""

from __future__ import annotations

from pathlib import Path

from broadsheet.model.night import HOOK_PLACES, RESULTS, Night
from broadsheet.patterns import late_pattern
from broadsheet.readers.files import read_alone
from broadsheet.readers.lists import ListOf
from broadsheet.readers.report import meant_hints
from broadsheet.readers.schema import Key, Named, Reading, Record, Table
from broadsheet.readers.values import Flag, OneOf, Slug, Text, Whole
from broadsheet.readers.yamlnode import Node
from broadsheet.rows import NamedTuple
from broadsheet.stamps import real_path

_PLACE = late_pattern(r"(?<!\$)\{([a-z]+)\}")


class HookPart(Text):
    """A word of a command, whose places in braces are filled in. Braces may be the command's own: only what
    is nearly one of ours is refused."""

    def read(self, node: Node, key: str, reading: Reading) -> str:
        """The text."""
        text = super().read(node, key, reading)
        for name in _PLACE.findall(text):
            meant = meant_hints(name, HOOK_PLACES)
            if meant and name not in HOOK_PLACES:
                raise reading.report.refused("E503", node.place.span, meant, where=key, name=name)
        return text


class RawNight(NamedTuple):
    """The file as written."""

    edition: str
    out: str = "out/{date:%Y-%m-%d}"
    report: str = "reports/{date:%Y-%m-%d}.json"
    missing: tuple[Named[str], ...] = ()
    gaps: bool = True
    retries: int = 0
    wait: int = 30
    formats: tuple[str, ...] = ("pdf", "tree", "ticket")
    settings: tuple[Named[str], ...] = ()
    release: bool = True
    preflight: bool = True
    jobs: int = 1
    hook: tuple[str, ...] = ()
    hook_timeout: int = 600


_DAY = "{date:%Y-%m-%d} is the day"

NIGHT: Record[RawNight] = Record(
    RawNight,
    "nightly run",
    {
        "edition": Key(
            Text(), f"the night's edition: its folder or manifest, from this file's folder; {_DAY}",
            required=True, stand_in="",
        ),
        "out": Key(Text(), f"the folder of results; default out/{{date:%Y-%m-%d}}; {_DAY}"),
        "report": Key(Text(), "where the report is written; default reports/{date:%Y-%m-%d}.json"),
        "missing": Key(
            Table(Slug()),
            "what stands for a story that nobody filed: another or an advertisement, by the story's slug, "
            "by its hole's name, or by '*'; without any its hole is marked",
        ),
        "gaps": Key(Flag(), "a picture that cannot be used leaves a marked gap; default true"),
        "retries": Key(Whole(0, 100), "how often copy that is missing or broken is read again; default 0"),
        "wait": Key(Whole(0, 3600), "seconds before each of them; default 30"),
        "formats": Key(
            ListOf(OneOf(RESULTS), single=True, least=1), "as --format; default [pdf, tree, ticket]"
        ),
        "settings": Key(Table(Text()), "as --set: dotted paths with their values"),
        "release": Key(Flag(), "the pages go to the plant: changed ones get a new name; default true"),
        "preflight": Key(Flag(), "the finished pages are judged as any PDF is; default true"),
        "jobs": Key(Whole(1, 256), "worker processes; default 1"),
        "hook": Key(
            ListOf(HookPart(), least=1),
            "a command and its arguments, run after a set was written; {set}, {report} and {date} in them",
        ),
        "hook_timeout": Key(Whole(1, 86_400), "seconds that it may take; default 600"),
    },
)  # fmt: skip


def read_night(path: Path) -> Night:
    """Return the configuration in a file. Raises BroadsheetError with everything that is wrong in it."""
    raw = read_alone(path, NIGHT)
    return Night(
        root=real_path(path).parent,
        edition=raw.edition,
        out=raw.out,
        report=raw.report,
        missing=tuple((item.name, item.value) for item in raw.missing),
        gaps=raw.gaps,
        retries=raw.retries,
        wait=raw.wait,
        formats=raw.formats,
        settings=tuple((item.name, item.value) for item in raw.settings),
        release=raw.release,
        preflight=raw.preflight,
        jobs=raw.jobs,
        hook=raw.hook,
        hook_timeout=raw.hook_timeout,
    )
