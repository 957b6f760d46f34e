"""Names of persons: where one may begin, by the characters that names have and by titles beside it."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.patterns import late_pattern
from broadsheet.text.charclass import is_ideograph
from broadsheet.text.names import FAMILIES_OF_TWO
from broadsheet.text.wordlist import DEAREST, Edge, block, plain

_NAME, _LONG_NAME = 60, 78
"""Prices of a name beside a title, of one given character and of two, however rare its characters are."""

_PERSON, _PERSON_OF_TWO, _FOREIGNER = 12, 28, 5
"""Prices of a name that stands anywhere, beside those of its characters: of two given characters, of one, of
a foreign name."""

_LEADING_ON, _LEADS_ON = frozenset("同和与及在将向对从被把获赴访称谈致率说让为再破告齐二三首连又已未"), 25
"""What begins what is said as often as it ends a name (王毅 / 同), and what a name costs more for it."""

LONGEST_FOREIGN, _NO_SOUND = 7, 45
"""So many characters in a foreign name without a mark; a character as dear as that is in none."""

_TITLE_WORDS = (
    "记者 通讯员 实习生 评论员 研究员 主持人 编辑 作者 摄影 局长 市长 县长 区长 省长 镇长 乡长 村长 "
    "院长 校长 馆长 站长 会长 部长 厅长 处长 科长 司长 署长 队长 船长 店长 董事长 秘书长 书记 主任 "
    "主席 主编 总理 总统 首相 国王 女王 王储 外长 防长 财长 特首 议员 大使 特使 参赞 领事 发言人 总裁 "
    "总监 经理 创始人 教授 院士 科学家 博士 导师 校友 医生 大夫 护士 律师 法官 民警 教练 主帅 导演 "
    "老师 先生 女士 师傅 法师 同志 大爷 大妈 奶奶 爷爷 选手 小将 名将 老将 好手 车手 球员 航天员 作家 "
    "诗人 画家 演员 影帝 影后 歌手 棋手 工匠"
)
_TITLE_SET = frozenset(_TITLE_WORDS.split())
_TITLES = "|".join(_TITLE_WORDS.split())
_LONGEST_TITLE = max(map(len, _TITLE_WORDS.split()))
_TITLE = late_pattern(_TITLES)
_TITLE_END = late_pattern(f"(?:{_TITLES})$")
_AFTER_NAME = late_pattern(_TITLES + "|会见|主持|出席|调研|当选|任|获|率|表示|强调|谈|夺|摘|致|访|赴|：")
_NAME_STARTS = frozenset(" \u3000，。：、；！？“（(—")


def ends_with_title(text: str) -> bool:
    """Whether a title (记者, 局长) ends a text, so that what comes after it is a name."""
    return _TITLE_END.search(plain(text[-_LONGEST_TITLE:])) is not None


def is_title(text: str) -> bool:
    """Whether a text is a title, as it stands behind a name, too (张平文院士)."""
    return text in _TITLE_SET


def names_at(text: str, start: int, end: int) -> Iterator[Edge]:
    """The names of persons that may begin at a position, whatever stands beside them."""
    if block(text[start]).family < DEAREST:
        for after in range(start + 2, min(start + 3, end) + 1):
            yield Edge(after, _likely_name(text, start, after), "h")
    price, after = _FOREIGNER, start
    while after < min(end, start + LONGEST_FOREIGN) and (sound := block(text[after]).sound) < _NO_SOUND:
        after, price = after + 1, price + sound
        if after - start > 2:
            yield Edge(after, price, "h")


def names_beside_titles(text: str) -> dict[int, list[Edge]]:
    """Names that may stand beside titles, by where they begin."""
    found: dict[int, list[Edge]] = {}
    for match in _TITLE.finditer(text):
        start = match.end() + (text[match.end() : match.end() + 1] in (" ", "\u3000"))
        family = _family(text, start)
        for given in (1, 2) if family else ():
            _add_person(found, text, (start, start + family + given), given)
    for match in _AFTER_NAME.finditer(text):
        for given in (1, 2):
            for family in (1, 2):
                start = match.start() - given - family
                fits = start >= 0 and _family(text, start) == family
                opens = start == 0 or text[start - 1 : start] in _NAME_STARTS
                if fits and (opens or _TITLE.match(match[0])):
                    _add_person(found, text, (start, match.start()), given)
    return found


def _likely_name(text: str, start: int, end: int) -> int:
    """The price of a name of one character and one or two given ones, by how common each is there."""
    one, *given = map(block, text[start:end])
    if len(given) == 2:
        leads_on = _LEADS_ON if text[end - 1] in _LEADING_ON else 0
        return _PERSON + one.family + given[0].given[0] + given[1].given[1] + leads_on
    return _PERSON_OF_TWO + one.family + given[0].given[2]


def _family(text: str, start: int) -> int:
    """How many characters of a family name stand at a position."""
    if text[start : start + 2] in FAMILIES_OF_TWO:
        return 2
    return int(start < len(text) and block(text[start]).family < DEAREST)


def _add_person(found: dict[int, list[Edge]], text: str, span: tuple[int, int], given: int) -> None:
    start, end = span
    if end <= len(text) and all(map(is_ideograph, text[start:end])):
        usual, likely = (_NAME if given == 1 else _LONG_NAME), _likely_name(text, start, end)
        found.setdefault(start, []).append(Edge(end, (usual + likely) // 2, "h"))
