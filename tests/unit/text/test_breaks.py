"""Where a line may break. ``|`` stands for a free break, ``/`` for one between a figure and its
unit, ``~`` for one inside an address or compound."""

from __future__ import annotations

import pytest

from broadsheet.model.spacing import Kinsoku
from broadsheet.model.style import Language
from broadsheet.text.addresses import addresses
from broadsheet.text.breaks import settle_breaks
from broadsheet.text.charclass import classify
from broadsheet.text.items import FORCED, FREE, NAME, NO_BREAK, UNIT, WORD_PART
from broadsheet.text.language import Tailoring, table_of
from broadsheet.text.names import Names

_SHOWN = {NO_BREAK: "", FREE: "|", UNIT: "/", WORD_PART: "~", FORCED: "!", NAME: ""}


def shown(text: str, level: str = "gb", name: str = "") -> str:
    """The text with its breaks; the one that ends it is left out, and those inside names unless they
    are to be shown as ``name``."""
    breaks = settle_breaks(text, classify(text), Tailoring(level=Kinsoku(level)))
    assert breaks[0] == NO_BREAK
    assert breaks[-1] == FORCED
    signs = {**_SHOWN, NAME: name}
    return text[0] + "".join(
        signs[verdict] + character for verdict, character in zip(breaks[1:], text[1:], strict=False)
    )


@pytest.mark.parametrize("mark", "，、；：。．？！）》〉】〗〕］｝」』”’·～–—…／々ー")
def test_no_line_starts_with_a_mark_that_ends_or_links(mark: str) -> None:
    assert shown(f"中{mark}").startswith("中" + mark)


@pytest.mark.parametrize("mark", "（《〈【〖〔［｛「『“‘￥＄£€№／")
def test_no_line_ends_with_a_mark_that_opens(mark: str) -> None:
    assert shown(f"中{mark}文").endswith(mark + "文")


@pytest.mark.parametrize(
    ("level", "result"),
    [
        ("none", "好|。|（|甲|）|乙|／|丙|——|丁|……"),
        ("basic", "好。|（甲）|乙／|丙|——|丁|……"),
        ("gb", "好。|（甲）|乙／丙——|丁……"),
        ("strict", "好。|（甲）|乙／丙——|丁……"),
    ],
)
def test_the_level_says_what_is_prohibited(level: str, result: str) -> None:
    assert shown("好。（甲）乙／丙——丁……", level) == result


def test_at_level_none_half_width_signs_are_as_free_as_full_ones() -> None:
    assert shown("中%文)中(文", "none") == "中|%|文|)|中|(|文"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("他说“好”“不”了", "他|说|“好”|“不”|了"),
        ("中国——上海", "中|国——|上|海"),
        ("等等……再说", "等|等……|再|说"),
        ("张·王", "张·|王"),
        ("（“甲”）", "（“甲”）"),
        ("甲？！乙", "甲？！|乙"),
    ],
)
def test_marks_stay_with_what_they_belong_to(text: str, result: str) -> None:
    assert shown(text) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("增50%的", "增|50%|的"),
        ("达50％的", "达|50％|的"),
        ("约25℃时", "约|25℃|时"),
        ("北纬35°12′处", "北|纬|35°12′|处"),
        ("共¥1280元", "共|¥1280/元"),
        ("共12,345.67元", "共|12,345.67/元"),
        ("第№5号", "第|№5号"),
        ("有2209人", "有|2209/人"),  # a figure may part from its Han unit
        ("110～120人", "110～|120/人"),  # a range breaks after its mark
        ("10～20人", "10～20/人"),  # a short one only where a name does
        ("降5%—8%的", "降|5%—8%|的"),
        ("到-5℃～-3℃夜", "到|-5℃～-3℃|夜"),
        ("在9:00—11:30", "在|9:00—|11:30"),
        ("和1.5–20.5", "和|1.5–|20.5"),
        ("有5——8", "有|5——|8"),
        ("登第5～8版", "登|第5～8/版"),  # an ordinal only where a name does
        ("进第1/16的", "进|第1/16/的"),
        ("获第１名", "获|第１|名"),
        ("1+6+X式", "1+6+X|式"),
        ("±5度", "±5/度"),
        ("2026年11月23日", "2026年|11月|23日"),  # a date parts after its units only
        ("9时30分起", "9时|30分|起"),
        ("以3比1胜", "以|3比1/胜"),
        ("投6米81夺", "投|6米81/夺"),
        ("计37秒79摘", "计|37秒79/摘"),
        ("（2026）38号", "（2026）|38号"),
        ("好。1.制定", "好。|1.制|定"),  # no line ends with the number of an item
        ("醒：①看；②留", "醒：|①看；|②留"),
        ("见图①为", "见|图|①|为"),
        ("由75 μg/m³降", "由|75 μg/m³|降"),
        ("约2 nm（纳米", "约|2 nm|（纳|米"),
        ("合2 nuts", "合|2 |nuts"),
        ("（μg/m³）", "（μg/m³）"),
        ("按GB/T编", "按|GB/T|编"),
        ("洗★★★☆☆车", "洗|★★★☆☆|车"),
        ("每kW·h价", "每|kW·h|价"),
        ("基利·姆", "基|利·|姆"),
    ],
)
def test_figures_keep_what_belongs_to_them(text: str, result: str) -> None:
    assert shown(text) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("用iPhone手机", "用|iPhone|手|机"),
        ("the new one", "the |new |one"),
        ("well-known人", "well-~known|人"),
        ("见www.abc.cn/a?b=1", "见|www.~abc.~cn/~a?~b=~1"),
        ("见www.abc.com.cn，", "见|www.~abc.~com.cn，"),
        ("寄a.b@abc.cn吧", "寄|a.b@~abc.cn|吧"),
        ("Tom’s书", "Tom’s|书"),
        ("A（B）C", "A|（B）|C"),
        ("用C++语", "用|C++|语"),
        ("a\xa0b", "a\xa0b"),
    ],
)
def test_latin_breaks_at_spaces_hyphens_and_in_addresses(text: str, result: str) -> None:
    assert shown(text) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [("中 ，文", "中 ，|文"), ("中（ 文", "中|（ 文"), ("a  b", "a  |b"), ("中文 文", "中|文 |文")],
)
def test_a_space_opens_no_way_round_a_prohibition(text: str, result: str) -> None:
    assert shown(text) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("头里的来 岳 女士，挑", "头里的来 |岳 女士，|挑"),
        ("人：葛　亮，", "人：|葛　亮，"),
        ("5日　第3场", "5日　|第3/场"),
        ("将王 楠 李 娜换", "将王 |楠 李 |娜换"),  # behind a word that ends without a space
        ("（王 楠 李 娜）", "（王 楠 |李 娜）"),
        ("，媳　陈　芳", "，|媳　|陈　芳"),
        ("，李 娜 岳 明 女士", "，|李 娜 |岳 明 女士"),
        ("是欧阳 先生说", "是|欧|阳 先|生|说"),
        ("（记者 欧阳 修）", "（记者 |欧阳 修）"),
        ("，李 娜　司馬　光", "，|李 娜　|司馬　光"),
        ("（诸葛　孔明、刘备）", "（诸葛　孔明、|刘|备）"),
        ("（东方 红彤彤）", "（东|方 |红|彤|彤）"),
        ("扩就业 促消费", "扩|就|业 |促|消|费"),
        ("扩就业 促消费 强信心", "扩就业 |促消费 |强信心"),
        ("张　弛 摄", "张　弛 |摄"),
        ("记者 李响/文 张弛/摄", "记|者 |李响/文 |张弛/摄"),
        ("李想/文 张弛/图", "李想/文 |张弛/图"),
        ("（李响/文）", "（李响/文）"),
        ("诸葛　亮　胡　适", "诸葛　亮　|胡　适"),
        ("今天天气好 出去走走看看吧 好", "今|天|天|气|好 |出|去|走|走|看|看|吧 |好"),
        ("电0576-8801 2345转", "电|0576-8801 2345/转"),
        ("号138 5761 0099，", "号|138 5761 0099，"),
        ("达12 000台", "达|12 000/台"),
        ("电+86 10 6512 3456转", "电|+86 10 6512 3456/转"),
        ("拨＋852 2345 6789，", "拨|＋852 2345 6789，"),
        ("拨+44 20 7946 0958 转", "拨|+44 20 7946 0958 |转"),
        ("拨+33 1 42 68 53 00，", "拨|+33 1 42 68 53 00，"),
        ("得+5 12时", "得|+5 |12时"),
        ("户3300 1667 4350 5300行", "户|3300 |1667 |4350 |5300/行"),
        ("销量：364 819 232元", "销|量：|364 819 232/元"),
        ("余1 032 846 719.55元", "余|1 032 846 719.55/元"),
        ("开4 0 9 7 2，", "开|4 0 9 7 2，"),
        ("比1：50 000图", "比|1：50 000/图"),
        ("列5：4 0 9，", "列|5：4 0 9，"),
        ("至16：30 110户", "至|16：30 |110/户"),
        ("至6 30开", "至|6 |30/开"),
        ("选03 11 19，", "选|03 |11 |19，"),
    ],
)
def test_a_typed_space_parts_no_name_and_no_short_number_lightly(text: str, result: str) -> None:
    assert shown(text) == result


def test_a_formula_parts_behind_its_plus_signs_where_it_has_a_sign_of_relation() -> None:
    assert shown("写6CO₂+12H₂O→C₆H₁₂O₆+6O₂，") == "写|6CO₂+~12H₂O→~C₆H₁₂O₆+6O₂，"
    assert shown("6CO₂+12H₂O→C₆H₁₂O₆，") == "6CO₂+~12H₂O→~C₆H₁₂O₆，"
    assert shown("6CO₂++12H₂O→C₆H₁₂O₆，") == "6CO₂++~12H₂O→~C₆H₁₂O₆，"
    assert shown("写6CO₂+12H₂O+C₆H₁₂O₆，") == "写|6CO₂+12H₂O+C₆H₁₂O₆，"


def test_a_solidus_between_latin_and_an_ideograph_neither_ends_nor_starts_a_line() -> None:
    assert shown("猪15kg/头") == "猪|15kg/头"


def test_a_long_code_may_be_parted_and_no_number_is() -> None:
    assert shown("号420106******4417止") == "号|4201~0~6~*~*~*~*~*~*~4417/止"
    assert shown("号420106198801××××止") == "号|4201~0~6~1~9~8~8~0~1~××××|止"
    assert shown("号978-7-02-019876-5止") == "号|978-~7-~02-~019876-5/止"
    assert shown("号1101080199521止") == "号|1101~0~8~0~1~9~9521/止"
    assert shown("电027-87379122转") == "电|027-87379122/转"
    assert shown("计12345678901234.5元") == "计|12345678901234.5/元"
    assert shown("电13800138000转") == "电|13800138000/转"


def test_a_combining_mark_stays_with_its_carrier_and_counts_as_it() -> None:
    assert shown("e\u0301t") == "e\u0301t"
    assert shown("（\ufe0f文") == "（\ufe0f文"
    assert shown("中\ufe0f文") == "中\ufe0f|文"


def test_a_line_end_that_the_author_asked_for_is_forced() -> None:
    assert shown("春眠\n不觉") == "春|眠\n!不|觉"
    assert shown("春\n，晓") == "春\n!，|晓"


# -- what the rules ask and the engine does not do yet ----------------------------------------


@pytest.mark.parametrize(("text", "result"), [("京-沪", "京-|沪"), ("和/或", "和/或")])
def test_a_hyphen_or_solidus_between_ideographs_starts_no_line(text: str, result: str) -> None:
    """CLREQ: connectors and solidus at no line start; GB level: solidus at no line end."""
    assert shown(text) == result


def test_a_minus_stays_with_its_figure() -> None:
    assert shown("到-5℃") in ("到|-5℃", "到-5℃")


@pytest.mark.parametrize("text", ["25 ℃", "5 %"])
def test_a_figure_keeps_its_sign_over_a_typed_space(text: str) -> None:
    assert shown(text) == text


def test_full_width_figures_are_not_cut() -> None:
    assert shown("共１２３４人") in ("共|１２３４|人", "共|１２３４/人")


def test_a_straight_quotation_mark_is_not_left_at_a_line_end() -> None:
    assert '"|你' not in shown('说"你好"了')


def test_a_forced_break_is_taken_once() -> None:
    assert shown("春\n\u200b晓").count("!") == 1


@pytest.mark.parametrize("text", ["👩\u200d🌾", "🇨🇳", "👍🏽"])
def test_an_emoji_sequence_is_not_cut(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("见www.a.cn/b。", "www.a.cn/b"),
        ("(www.a.cn).Now", "www.a.cn"),
        ("www.a.cn/b(c)/d,", "www.a.cn/b(c)/d"),
        ("http://a.cn/[x]]y", "http://a.cn/[x]"),
        ("（a.b@c.cn）", "a.b@c.cn"),
        ("a.b@c.cn.", "a.b@c.cn"),
        ("<https://a.cn>", "https://a.cn"),
        ("www...", "www"),
    ],
)
def test_an_address_ends_before_the_marks_of_its_sentence(text: str, found: str) -> None:
    """RFC 3986, appendix C."""
    assert [text[start:end] for start, end in addresses(text)] == [found]


def test_a_korean_name_may_hold_a_space() -> None:
    tailored = Tailoring(Language.KO)
    classes = classify("서울 한국 신문", table_of(Language.KO).classes)
    breaks = settle_breaks("서울 한국 신문", classes, tailored, Names(["한국 신문"]))
    assert [index for index, verdict in enumerate(breaks) if verdict] == [3, 8]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("他说，１２人", "他|说，|１２|人"),
        ("数１２，３４５人", "数|１２，３４５|人"),
        ("50\u202f000人", "50\u202f000/人"),
        ("中〝好〞中", "中|〝好〞|中"),
        ("中»", "中»"),
        ("中 )中", "中 )|中"),
        ("( 中文", "( 中|文"),
        ("ｱｲｳ", "ｱ|ｲ|ｳ"),
        ("￡５", "￡５"),
    ],
)
def test_rare_signs_stay_where_unicode_holds_them(text: str, result: str) -> None:
    assert shown(text) == result


def test_a_character_alone_in_a_row_of_names_leads_the_one_after_it() -> None:
    assert shown("王小明 和 李国强 周予安") == "王小明 |和 李国强 |周予安"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("寄paper-desk_a.b@my-news.com.cn吧", "寄|paper-^desk_^a.^b@~my-^news.^com.^cn|吧"),
        ("持A股、“Ｂ”站与e站、α粒子", "持|A^股、|“Ｂ”|站|与|e^站、|α^粒|子"),
        ("称i人/e人", "称|i^人/e^人"),
        ("有3D国漫与CBA赛", "有|3D|国|漫|与|CBA|赛"),
        ("I have a 梦", "I |have |a |梦"),
        ("特斯拉Model 3与Model Y、Mate 70 Pro", "特|斯|拉|Model ^3/与|Model ^Y、|Mate ^70 |Pro"),
        ("按GB 3100、CY/T 119与ISBN 978", "按|GB ^3100、|CY/T ^119/与|ISBN ^978"),
        ("in May 2026 a Model 3 was", "in |May |2026 |a |Model |3 |was"),
        ("第 5 版与第5版", "第 ^5 ^版|与|第^5/版"),
    ],
)
def test_what_is_read_as_one_parts_only_where_the_line_would_be_too_loose(text: str, result: str) -> None:
    assert shown(text, name="^") == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("在2026 年 11 月 30 日晚", "在|2026 年 |11 月 |30 日|晚"),
        ("以0：3 日本队", "以|0：3 |日|本|队"),
        ("有12 名人", "有|12 |名|人"),
        ("“一二·九”与9·18", "“一|二·九”|与|9·18"),
        ("拉·三德", "拉·|三|德"),
        ("热搜#暴雨停课#冲上#一位", "热|搜|#暴|雨|停|课#|冲|上|#一|位"),
        ("若P＜0.01且a＞b＞0，n＝36", "若|P＜0.01/且|a＞b＞0，|n＝36"),
        ("若eGFR＞90mL/min，b²-4ac＞0", "若|eGFR|＞90mL/min，|b²-4ac＞0"),
        ("在设置＞通用＞关于中，＞60%", "在|设|置＞|通|用＞|关|于|中，|＞60%"),
        ("扫码→进入A→B", "扫|码→|进|入|A→B"),
        ("注明姓名＋专业", "注|明|姓|名＋|专|业"),
        ("写2NaOH＋H₂SO₄＝Na₂SO₄＋2H₂O，", "写|2NaOH＋|H₂SO₄＝|Na₂SO₄＋|2H₂O，"),
        ("含blaNDM-1与COVID-19、PD-L1", "含|blaNDM-1/与|COVID-~19、|PD-L1"),
        ("为e=c/a与x²/a²，and/or、G1/G2次", "为|e=c/a|与|x²/a²，|and/~or、|G1/G2/次"),
        ("票180/280/380/580元，2026/11/30止", "票|180/~280/~380/~580/元，|2026/11/30/止"),
        ("在1.0 M KOH中", "在|1.0 M |KOH|中"),
        ("达5 230℃·d，", "达|5 230℃·d，"),
        ("见10.1038/s41467-026-12345-6，", "见|10.1038/~s41467-~026-~12345-6，"),
        ("按10.12元/kg计", "按|10.12/元/kg|计"),
    ],
)
def test_what_is_read_as_one_stays_together(text: str, result: str) -> None:
    assert shown(text) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("拨+86 (10) 6512 8899，", "拨|+86 ^(10) ^6512 8899，"),
        ("拨0571-8668 1234转", "拨|0571-8668 ^1234/转"),
        ("拨+852 2522 1234转", "拨|+852 ^2522 ^1234/转"),
        ("拨138 5761 0099，", "拨|138 5761 0099，"),
        ("拨(852) 2522 1234转", "拨|(852) ^2522 1234/转"),
        ("拨(010) 65128899转", "拨|(010) ^65128899/转"),
        ("拨（010）65128899转", "拨|（010）^65128899/转"),
        ("按（2026）65128899号", "按|（2026）|65128899号"),
    ],
)
def test_a_telephone_number_keeps_its_area_in_brackets(text: str, result: str) -> None:
    assert shown(text, name="^") == result
