"""The page critic's rules: how each is called, how much it matters, and what a desk may set.

The table that readers, preflight and the documents share. What a rule looks for is written in
``preflight.critic``; a page is judged by ``settle``: the rule's own level, then the style sheet's,
then the edition's.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from broadsheet.records import field, record


class Level(Enum):
    """How much a desk lets a rule matter."""

    OFF = "off"
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"  # the pages are made and the exit code is 1: a critic stops no press


@record
class Rule:
    """A rule: its key under ``critic:``, its diagnostic's code, its level, its Chinese name, why."""

    name: str
    code: str
    level: Level
    term: str
    why: str


RULES: tuple[Rule, ...] = (
    Rule("collision", "C801", Level.WARNING, "碰题",
         "two heads of like size and one typeface side by side read as one line"),
    Rule("gutter", "C802", Level.WARNING, "通缝",
         "white from the head of the page to its foot cuts it in two"),
    Rule("break", "C803", Level.NOTE, "断版",
         "a straight line across the whole page parts it into two that have nothing to do with each other"),
    Rule("dogleg", "C804", Level.WARNING, "拐腿",
         "a leg that goes on beside another story's headline is read as that story's"),
    Rule("uneven", "C805", Level.WARNING, "栏脚不齐",
         "legs that end at different depths look like a mistake"),
    Rule("foreign_head", "C806", Level.WARNING, "错题",
         "text right below another story's headline is read as that story's"),
    Rule("subhead_foot", "C807", Level.WARNING, "小标题压栏底",
         "a subhead needs text below it in its leg"),
    Rule("touching_boxes", "C808", Level.WARNING, "框碰框",
         "two frames with no air between them make one thick rule"),
    Rule("touching_pictures", "C809", Level.WARNING, "碰图",
         "pictures of two stories back to back read as one picture"),
    Rule("river", "C810", Level.WARNING, "白川",
         "white at one place of line after line draws the eye down instead of along"),
    Rule("head_order", "C811", Level.WARNING, "上轻下重",
         "of two stories of one width the upper one is the greater, and so is its headline"),
    Rule("turn", "C812", Level.ERROR, "转接不符",
         "a reader who turns the page has to find the story there"),
    Rule("turn_head", "C813", Level.WARNING, "转题不符",
         "a jump head that shares no word with the headline is not found on the page"),
    Rule("name", "C814", Level.WARNING, "疑似错名",
         "a name of the house list with one character changed is likely misspelt"),
    Rule("faint", "C815", Level.WARNING, "对比不足",
         "type of nearly the tone of what it stands on is hard to read, and tints print darker"),
    Rule("underset", "W704", Level.WARNING, "缺行", "a hole is full to its foot"),
    Rule("cut_line", "W706", Level.WARNING, "硬断行", "a line ends where it may"),
    Rule("widow", "W711", Level.WARNING, "孤行", "no paragraph's last line stands alone at a leg's head"),
    Rule("strained", "N712", Level.NOTE, "松紧失度", "a loose or tight line shows as a light or dark band"),
)  # fmt: skip

BY_NAME: Mapping[str, Rule] = MappingProxyType({rule.name: rule for rule in RULES})


@record
class Limit:
    """A figure that rules go by: lowest, default and highest; per mille where ``share``."""

    name: str
    low: int
    default: int
    high: int
    about: str
    share: bool = False


LIMITS: tuple[Limit, ...] = (
    Limit("head_like", 0, 150, 1000, "heads collide whose sizes differ by less than this; default 15%", True),
    Limit("head_least", 0, 1800, 10_000, "of the body size, from which on heads collide; default 180%", True),
    Limit("head_step", 0, 50, 1000, "a head may be smaller than the one below it by this; default 5%", True),
    Limit("cut_within", 0, 200, 500,
          "a break nearer than this to the head or foot of the page is none; default 20%", True),
    Limit("uneven_lines", 1, 2, 50, "legs may differ by fewer lines than this; default 2"),
    Limit("subhead_lines", 1, 2, 20, "lines that a subhead needs below it in its leg; default 2"),
    Limit("box_air", 0, 1000, 5000, "between frames, of a body line; default 100%", True),
    Limit("river_lines", 3, 5, 100, "lines that a river runs through; default 5"),
    Limit("river_gap", 50, 330, 2000, "white counts from this width on, of an em; default 33%", True),
    Limit("name_length", 3, 3, 20, "shortest name that is looked for; default 3"),
    Limit("contrast", 0, 400, 1000,
          "between the tones of type and its ground, half of it from 18 pt on; default 40%", True),
)  # fmt: skip


@record
class Critic:
    """What a style sheet or an edition says of the rules: levels and limits by name, none by itself."""

    levels: Mapping[str, Level] = field(default_factory=dict)
    limits: Mapping[str, int] = field(default_factory=dict)


def critic_of(**values: Level | int) -> Critic:
    """The critic of one mapping of rules and limits."""
    return Critic(
        {name: value for name, value in values.items() if isinstance(value, Level)},
        {name: value for name, value in values.items() if not isinstance(value, Level)},
    )


def settle(*critics: Critic) -> Critic:
    """Every level and limit: the later of ``critics`` wins, the table holds where all are silent."""
    levels = {rule.name: rule.level for rule in RULES}
    limits = {limit.name: limit.default for limit in LIMITS}
    for critic in critics:
        levels |= critic.levels
        limits |= critic.limits
    return Critic(levels, limits)
