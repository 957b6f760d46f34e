"""Headlines parted by sense: sixty and more at several widths, against words marked by hand."""

from __future__ import annotations

from itertools import accumulate, combinations

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from broadsheet.compose.display import DISPLAY_SPACING, DisplayBlock, set_display
from broadsheet.compose.sense import LEAST_RATIO, best_parting, borders, cut, shape_price, wishes
from broadsheet.compose.wordborders import NO_END, NO_START, with_tails
from broadsheet.model.style import Align, DisplayStyle, FaceRef, TextStyle
from broadsheet.text import wordlist, words
from broadsheet.text.itemise import itemise
from broadsheet.text.names import Names
from broadsheet.text.setting import Settings
from unit.base.handset import TEXT

FACE = TextStyle(FaceRef("Broadsheet Song", 900), 22_000, FaceRef("Broadsheet Serif Display", 900))
STYLE = DisplayStyle(FACE, (22_000, 20_000, 18_000, 16_000, 14_000))
NAMES = Names({"澜江", "望澜", "人社局", "沈砚秋", "东关路"})

#: The words as a reader hears them: a line may be parted at a bar only.
HEADLINES = """
全市|首批|十二条|微循环|公交|线路|今起|试|运行
市民|可在|“望澜办”|小程序|预约|婚姻|登记
老旧|小区|改造|三年|惠及|九万户|居民
《澜江晚渡》|获|省|剧本奖|一等奖
江北|新区|与|高校|共建|低空|经济|研究院
记者|走访|菜市场|：|白菜|价格|回落|到|每斤|八毛|钱
第十五届|全民|读书月|开幕| |百家|书店|打折|迎客
国产|大飞机|C919|首次|执飞|望澜|至|昆明|航线
三季度|外贸|进出口|同比|增长|12.6%
“夜校热”|背后|：|年轻人|为什么|重新|走进|课堂
让|孩子|在|家门口|踢|上|足球
一把|二胡|拉|了|六十年
公积金|贷款|最高|额度|提高|到|100万元
气象台|发布|寒潮|蓝色|预警| |最低|气温|将|降至|零下|3℃
2026年|望澜|国际|马拉松|11月29日|鸣枪
博物馆|里|的|修表匠|和|他|的|三百只|老|钟
地铁|5号线|东延段|今日|开通|运营
人社局|推出|“直播带岗”|服务|进|社区
省委|书记|调研|沿江|生态|修复|工作
新|修订|的|物业|管理|条例|明年|1月1日|起|施行
外卖|骑手|当上|消防|安全|“吹哨人”
从|一粒|种子|到|一碗|米饭|的|三十年
阿根廷|作家|豪尔赫·路易斯·博尔赫斯|手稿展|开展
市长|陈望舒|主持|召开|防汛|工作|会议
志愿者|王秀兰|：|我|只是|多|走|了|一步
望澜|大学|附属|第一|医院|新|院区|启用
高铁|票价|浮动|机制|试行|一周年|观察
两名|游客|被困|山中| |救援队|连夜|搜寻|十小时
全国|羽毛球|锦标赛|落幕| |望澜|小将|摘得|两金
教育局|回应|“课间十五分钟”|落实|情况
秋冬季|流感|疫苗|开打| |六十岁|以上|老人|免费
ChatGPT|之后|，|编辑部|还|需要|校对|吗
供暖季|提前|五天| |热力|公司|全员|上岗
江城|十二|时辰|：|一座|码头|的|清晨|与|黄昏
望澜|港|集装箱|吞吐量|突破|三百万|标箱
乡村|球场|灯|亮|到|九点
三十七块|玻璃|底片|重见天日
江上|的|雾|从|哪里|来
澜江|马拉松|跑出|新|赛道|纪录
灯塔|看守人|的|女儿
澜江|大桥|夜间|半幅|维修
河运|博物馆|新展|周四|开幕
二十六家|社区|门诊|开起|夜班
停航|十七年|后|澜江|轮渡|重回|公交网
沿江|老堤|三段|加固|通过|验收
十六道|电动|闸门|四分钟|落底
小学|入学|人口|提前|三年|摸底
云栖山|秋茶|：|一半|在|锅里|，|一半|在|手机|里
东关路|车道|让出|一米|半
白鹭洲|数出|三千只|水鸟
国务院|印发|关于|深入|推进|人工智能|产业|高质量|发展|的|若干|意见
记者|程默|报道|全市|17年|来|最大|规模|的|防汛|演练
局长|王建国|：|4分钟|关闸|不是|终点
《渡口志》|首发式|2026年11月23日|在|望澜|举行
全市|5|部门|联合|整治|“飞线充电”
AI|进|社区| |老人|学用|ChatGPT
3至5岁|儿童|免费|接种|流感|疫苗
有轨电车|1号线|延长|运营|70分钟
男子|冠军|2小时13分06秒|，|女子|前|三名|同|在|一分钟|内|撞线
画家|沈砚秋|捐赠|作品|一百二十件
iPhone|新品|开售|首日|，|门店|排起|长队
旧|厂房|变身|数字|文创|产业园
村支书|直播|带货| |八天|卖|出|12吨|脐橙
一条|短信|提醒|救|回|一家|五口
全省|居民|人均|可支配|收入|增长|5.8%
国家|发展|改革委|等|八部门|联合|整治|节能|降碳|领域|突出|问题
阿富汗|东部|发生|6.3级|地震|已|致|一千余人|遇难
""".strip().split("\n")

#: In per mille of the headline's own length at the ladder's largest size.
WIDTHS = (300, 360, 420, 480, 550)


def lines_of(block: DisplayBlock) -> list[str]:
    return [items.text[line.start : line.end] for items, line in block.lines]


@pytest.fixture(scope="module")
def parted(vendored: Settings) -> list[tuple[str, DisplayBlock]]:
    """Every headline at every width, as its marked words and its block."""
    found = []
    house = Settings(vendored.collection, NAMES)
    for marked in HEADLINES:
        text = marked.replace("|", "")
        for share in WIDTHS:
            width = len(text) * 22 * share
            found.append((marked, set_display((text,), STYLE, width, house)))
    return found


def parts(parted: list[tuple[str, DisplayBlock]]) -> list[tuple[str, list[str]]]:
    return [(marked, lines) for marked, block in parted if len(lines := lines_of(block)) > 1]


def places_of(lines: list[str]) -> list[int]:
    """Where lines after the first begin, spaces not counted."""
    return list(accumulate(len(line.replace(" ", "")) for line in lines))[:-1]


def test_there_are_sixty_headlines_and_most_must_be_parted(parted: list[tuple[str, DisplayBlock]]) -> None:
    assert len(HEADLINES) >= 60
    assert len(parts(parted)) > 2 * len(HEADLINES)


def test_no_word_is_parted(parted: list[tuple[str, DisplayBlock]]) -> None:
    wrong = []
    for marked, lines in parts(parted):
        borders = set(accumulate(len(word) for word in marked.replace("| |", "|").split("|")))
        places = places_of(lines)
        if not set(places) <= borders:
            wrong.append(" / ".join(lines))
    assert wrong == [], "\n".join(wrong)


def test_no_line_starts_or_ends_with_what_leans_on_its_neighbour(
    parted: list[tuple[str, DisplayBlock]],
) -> None:
    wrong = []
    for marked, lines in parts(parted):
        row = marked.replace("| |", "|").split("|")
        ends = dict(zip(accumulate(map(len, row)), range(len(row)), strict=True))
        for place in places_of(lines):
            if place not in ends:
                continue  # inside a word, which is another rule
            before = row[ends[place]]
            if row[ends[place] + 1] in NO_START or before in NO_END or before.isdigit():
                wrong.append(" / ".join(lines))
    assert wrong == [], "\n".join(wrong)


def test_no_line_is_less_than_a_third_of_the_longest(parted: list[tuple[str, DisplayBlock]]) -> None:
    wrong = []
    for marked, block in parted:
        if "·" in marked:
            continue  # a name of eleven characters leaves no other way
        widths = [line.natural for _, line in block.lines]
        if min(widths) * 1000 < max(widths) * LEAST_RATIO:
            wrong.append(" / ".join(lines_of(block)))
    assert wrong == [], "\n".join(wrong)


def test_every_character_is_set_but_the_space_at_a_break(parted: list[tuple[str, DisplayBlock]]) -> None:
    for marked, block in parted:
        assert "".join(lines_of(block)).replace(" ", "") == marked.replace("|", "").replace(" ", "")


def test_a_foreign_name_wider_than_its_line_is_parted_behind_its_interpunct(vendored: Settings) -> None:
    block = set_display(("得主拉斯洛·克拉斯瑙霍尔考伊：写作是一种抵抗",), STYLE, 10 * 14_000, vendored)
    assert lines_of(block) == ["得主拉斯洛·", "克拉斯瑙霍尔考伊：", "写作是一种抵抗"]


def test_a_headline_that_fits_at_no_size_is_parted_between_words(vendored: Settings) -> None:
    headline = "省委召开常委会会议 传达学习国务院重要会议精神 研究部署岁末年初安全生产工作"
    block = set_display((headline,), STYLE, 7 * 14_000, vendored)
    assert (block.fits, lines_of(block)) == (
        False,
        ["省委召开常委会", "会议 传达学习", "国务院重要会议", "精神 研究部署", "岁末年初", "安全生产工作"],
    )


@pytest.mark.parametrize(
    ("headline", "lines"),
    [
        ("扩就业 促消费 强信心", ["扩就业", "促消费 强信心"]),
        ("新修订的物业管理条例明年1月1日起施行", ["新修订的物业管理条例", "明年1月1日起施行"]),
        ("博物馆里的修表匠和他的三百只老钟", ["博物馆里的修表匠", "和他的三百只老钟"]),
        ("高铁票价浮动机制试行一周年观察", ["高铁票价浮动机制", "试行一周年观察"]),
        ("停航十七年后澜江轮渡重回公交网", ["停航十七年后", "澜江轮渡重回公交网"]),
        ("阿富汗东部发生6.3级地震已致一千余人遇难", ["阿富汗东部发生6.3级地震", "已致一千余人遇难"]),
        ("泉州申报世界文化遗产获得成功", ["泉州申报世界文化遗产", "获得成功"]),
        ("市委常委会传达学习中央经济工作会议精神", ["市委常委会传达学习", "中央经济工作会议精神"]),
        ("全省首个氢能重卡换电站在随州建成投运", ["全省首个氢能重卡换电站", "在随州建成投运"]),
        ("贯彻落实中央八项规定精神学习教育走深走实", ["贯彻落实中央八项规定精神", "学习教育走深走实"]),
        ("长江干线武汉至安庆段整治工程通过验收", ["长江干线武汉至安庆段", "整治工程通过验收"]),
        ("中欧班列（重庆）突破一万列", ["中欧班列（重庆）", "突破一万列"]),
        ("法国总理勒科尔尼向总统递交辞呈", ["法国总理勒科尔尼", "向总统递交辞呈"]),
        ("財政司司長陳茂波預測全年經濟增長3.2%", ["財政司司長陳茂波", "預測全年經濟增長3.2%"]),
        ("学校給食の無償化、来年度から小学校で実施へ", ["学校給食の無償化、", "来年度から小学校で実施へ"]),
        ("苏丹法希尔沦陷数万平民出逃", ["苏丹法希尔沦陷", "数万平民出逃"]),
        ("两车相撞司机竟是亲兄弟", ["两车相撞", "司机竟是亲兄弟"]),
        ("長江中下游持續乾旱鄱陽湖提前進入枯水期", ["長江中下游持續乾旱", "鄱陽湖提前進入枯水期"]),
        ("棋圣战柯洁中盘胜申真谞", ["棋圣战柯洁", "中盘胜申真谞"]),
    ],
)
def test_a_headline_is_parted_where_its_sense_pauses(
    headline: str, lines: list[str], vendored: Settings
) -> None:
    assert lines_of(set_display((headline,), STYLE, len(headline) * 12_100, vendored)) == lines


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("ems", range(4, 12))
def test_no_parting_is_cheaper_than_the_one_that_is_taken(count: int, ems: int, vendored: Settings) -> None:
    text = "停航十七年后，澜江轮渡重回公交网 乘客可刷卡换乘"
    items = itemise([(text, vendored.of(FACE))], DISPLAY_SPACING, hyphenate=False, clauses=True)
    found, room = borders(items), ems * STYLE.sizes[0]
    pause = max(border.pause for border in found)
    prices = []
    for chosen in combinations(found, count - 1):
        places = (0, *(border.place for border in chosen), len(text))
        firsts = [items.content_start(place) for place in places[:-1]]
        widths = [
            items.natural(start, items.content_end(start, end))
            for start, end in zip(firsts, places[1:], strict=True)
        ]
        if max(widths) <= room:
            paid = sum(border.price for border in chosen) - max(border.pause for border in chosen)
            prices.append(paid + pause + shape_price(widths))
    parting = best_parting(items, found, count, room)
    assert (parting.price if parting else None) == min(prices, default=None)


def test_a_noun_phrase_keeps_together_where_one_line_more_lets_it(vendored: Settings) -> None:
    block = set_display(("我国科学家发现新型高温超导材料",), STYLE, 8 * 16_000, vendored)
    assert lines_of(block) == ["我国科学家发现", "新型高温超导材料"]


@pytest.mark.parametrize(
    ("headline", "words_of_it"),
    [
        ("现场推进会召开", ["现场", "推进会", "召开"]),
        ("电信诈骗案审结", ["电信", "诈骗案", "审结"]),
        ("红外相机拍到雪豹", ["红外", "相机", "拍到", "雪豹"]),
        ("自然遗产日活动", ["自然遗产日", "活动"]),
        ("公布省政府名单", ["公布", "省政府", "名单"]),
        ("火箭首飞成功", ["火箭", "首飞成功"]),
        ("申遗获得成功", ["申遗", "获得", "成功"]),
    ],
)
def test_a_single_noun_belongs_to_the_word_before_it(headline: str, words_of_it: list[str]) -> None:
    assert [word.text for word in with_tails(words.tagged(headline))] == words_of_it


def test_a_line_that_fits_at_three_fifths_of_the_largest_size_stays_whole(vendored: Settings) -> None:
    block = set_display(("全市首批十二条微循环公交线路",), STYLE, 14 * 14_000, vendored)
    assert (block.size, len(block.lines)) == (14_000, 1)


def test_a_line_that_is_too_small_in_one_line_is_larger_in_two(vendored: Settings) -> None:
    style = DisplayStyle(FACE, (30_000, 24_000, 16_000))
    block = set_display(("全市首批十二条微循环公交线路",), style, 14 * 16_000, vendored)
    assert (block.size, len(block.lines)) == (30_000, 2)


def test_a_wish_shows_only_where_the_line_must_be_parted(vendored: Settings) -> None:
    headline = "江上的/雾从哪里来"
    assert lines_of(set_display((headline,), STYLE, 200_000, vendored)) == ["江上的雾从哪里来"]
    assert lines_of(set_display((headline,), STYLE, 100_000, vendored)) == ["江上的", "雾从哪里来"]


def test_a_wish_wins_over_sense_even_inside_a_word(vendored: Settings) -> None:
    block = set_display(("全市首批十二/条微循环公交线路",), STYLE, 14 * 11_000, vendored)
    assert lines_of(block) == ["全市首批十二", "条微循环公交线路"]


@pytest.mark.parametrize("wished", [4, 12])
def test_so_do_several(wished: int, vendored: Settings) -> None:
    """One of them is granted where the lines are of very different length, and the comma is no place."""
    text = "新建微循环公交线路今起在全市范围试运行，全体市民都可以刷卡换乘且都不用付车费"
    style, room = DisplayStyle(FACE, (16_000,)), (len(text) - wished) * 16_000
    block = set_display(("/".join(cut(text, range(1, wished + 1))),), style, room, vendored)
    assert [len(line) for line in lines_of(block)] == [wished, len(text) - wished]


@pytest.mark.parametrize(
    ("written", "printed", "places"),
    [
        ("整合资源 / 建立机制", "整合资源 建立机制", (5,)),
        ("整合资源/建立机制", "整合资源建立机制", (4,)),
        ("每月三千元\\/户", "每月三千元/户", ()),
        ("全天24/7服务", "全天24/7服务", ()),
        ("和而不同／美美与共", "和而不同／美美与共", ()),
        ("城市更新/AI进社区/老人点赞", "城市更新AI进社区老人点赞", (4, 9)),
        ("/开头与结尾/", "/开头与结尾/", ()),
        ("门票328元/人起", "门票328元/人起", ()),
        ("每股3.5元/股 日产1.2万吨/日", "每股3.5元/股 日产1.2万吨/日", ()),
        ("每月2000元/孩 300元/床起", "每月2000元/孩 300元/床起", ()),
        ("降2000元/仍难卖", "降2000元仍难卖", (6,)),
        ("停航17年/日前复航", "停航17年日前复航", (5,)),
        ("客流215万人次/日均增长一成", "客流215万人次日均增长一成", (8,)),
    ],
)
def test_a_solidus_is_a_wish_between_ideographs(
    written: str, printed: str, places: tuple[int, ...]
) -> None:
    assert wishes(written) == (printed, places)


def test_a_dash_begins_the_second_line(vendored: Settings) -> None:
    block = set_display(("守护“一江清水”——长江十年禁渔观察",), STYLE, 220_000, vendored)
    assert lines_of(block) == ["守护“一江清水”", "——长江十年禁渔观察"]


def test_the_authors_lines_are_parted_only_where_they_wish(vendored: Settings) -> None:
    lines = ("全市首批十二条/微循环公交线路", "今起试运行")
    wide = set_display(lines, STYLE, 400_000, vendored)
    assert lines_of(wide) == ["全市首批十二条微循环公交线路", "今起试运行"]
    narrow = set_display(lines, STYLE, 160_000, vendored)
    assert lines_of(narrow) == ["全市首批十二条", "微循环公交线路", "今起试运行"]


def test_words_are_loaded_only_when_a_line_is_parted(vendored: Settings) -> None:
    wordlist._list.cache_clear()
    wordlist.block.cache_clear()
    words.tagged.cache_clear()
    set_display(("全市首批十二条微循环公交线路",), STYLE, 400_000, vendored)
    assert wordlist._list.cache_info().misses == 0
    set_display(("全市首批十二条微循环公交线路",), STYLE, 150_000, vendored)
    assert wordlist._list.cache_info().misses == 1


def test_short_names_may_be_spread(setting: Settings) -> None:
    block = set_display(("春夏秋",), DisplayStyle(TEXT, (20_000,), align=Align.SPREAD), 90_000, setting)
    assert block.align is Align.SPREAD
    runs = block.runs(0, 0)[0]
    assert runs[0].x == 0
    assert runs[-1].x + sum(runs[-1].advances) == 90_000


def test_equal_lines_cost_nothing_and_the_longer_line_stands_below() -> None:
    assert shape_price((100, 100)) == 0
    assert shape_price((90, 100)) < shape_price((100, 90))
    assert shape_price((80, 100, 100)) < shape_price((100, 80, 100))


@examples(max_examples=60)
@given(
    text=st.text(
        "春夏秋冬的了和与12年%AB“”《》，：/\\ 、（）·—…國あカ한\U0001f600\u0301", min_size=1, max_size=40
    ),
    width=st.integers(20_000, 400_000),
)
def test_whatever_is_written_is_set_once_and_in_order(text: str, width: int, setting: Settings) -> None:
    printed, places = wishes(text)
    assert "".join(cut(printed, places)).replace(" ", "") == printed.replace(" ", "")
    block = set_display((text,), DisplayStyle(TEXT, (20_000, 15_000)), width, setting)
    assert "".join(lines_of(block)).replace(" ", "") == printed.replace(" ", "")
    assert not block.fits or all(line.natural <= width for _, line in block.lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("潞川队", "2：1逆转夺冠", "替补小将", "补时绝杀"),
        ("A股三大指数", "集体收涨", "创业板指", "站上3200点"),
        ("失联驴友", "被困悬崖两夜", "直升机", "凌晨索降救人"),
    ],
)
def test_a_fourth_line_parts_clauses_that_three_would_run_together(
    lines: tuple[str, ...], vendored: Settings
) -> None:
    text = "".join(lines[:2]) + " " + "".join(lines[2:])
    assert lines_of(set_display((text,), STYLE, 5 * STYLE.sizes[0], vendored)) == list(lines)


@pytest.mark.parametrize("ems", range(5, 11))
def test_a_foreign_name_with_a_space_is_not_parted(ems: int, vendored: Settings) -> None:
    block = set_display(("特斯拉Model Y涉事车主将诉至法院",), STYLE, ems * STYLE.sizes[0], vendored)
    assert any("Model Y" in line for line in lines_of(block))
