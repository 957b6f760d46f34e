"""Words of headlines: figures, titles, names, and never an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from broadsheet.resources import shipped
from broadsheet.text.words import Word, tagged, words


@pytest.mark.parametrize(
    "marked",
    [
        "国务院|印发|关于|深入|推进|人工智能|产业|高质量发展|的|若干意见",
        "有轨电车|1号线|延长|运营|70分钟",
        "三季度|外贸|进出口|同比|增长|9.5%",
        "《渡口志》|2026年11月23日|在|昆明|首发",
        "男子|冠军|2小时13分06秒",
        "中国女排|3比1|逆转|巴西队",
        "百米|9秒83|夺冠",
        "全市|5|部门|联合|整治|“飞线充电”",
        "记者|程默|报道",
        "局长|王建国|：|4分钟|不是|终点",
        "欧阳文山|教授|表示",
        "王宏伟|主持|并|讲话",
        "C919|大型客机",
        "第三十二次|会议|举行",
        "3至5岁|儿童",
        "二十六家|社区|门诊",
        "17年|来|最|大规模|的",
        "豪尔赫·路易斯·博尔赫斯|手稿",
        "加夫列尔·加西亚·马尔克斯|逝世",
        "列夫·托尔斯泰|故居",
        "安东尼·阿尔巴尼斯|访华",
        "得主|拉斯洛·克拉斯瑙霍尔考伊|写作",
        "豪尔赫•路易斯•博尔赫斯|手稿",
        "C919•首飞|成功",
        "市民|用|ChatGPT|写信",
        "三分之一|家庭",
        "骑楼|早市|下月|起|摆摊",
        "扩|就业| |促|消费",
        "东京|タワー",
    ],
)
def test_a_headline_has_these_words(marked: str) -> None:
    assert words(marked.replace("|", "")) == tuple(marked.split("|"))


def test_names_of_the_house_are_one_word() -> None:
    assert "澜江" in words("后澜江又通航", frozenset({"澜江"}))
    assert words("市人社局发布", frozenset({"人社局"})) == ("市", "人社局", "发布")


def test_of_two_names_that_overlap_the_longer_is_kept() -> None:
    assert words("望澜大学开学", frozenset({"望澜", "望澜大学"})) == ("望澜大学", "开学")


def test_a_long_title_is_text() -> None:
    assert len(words("《关于进一步加强全市老旧小区改造工作的若干规定》")) > 5


def test_nothing_has_no_words() -> None:
    assert words("") == ()


@examples(max_examples=200)
@given(st.text(max_size=60) | st.text("一二三第年的王市长记者·《》“”（12.%年月A- \n中国澜", max_size=60))
def test_joined_the_words_are_the_text(text: str) -> None:
    assert "".join(words(text)) == text
    assert "" not in words(text)


def test_the_list_is_small_and_its_licence_lies_beside_it() -> None:
    assert shipped("words", "words.z").stat().st_size < 1_000_000
    licences = shipped("words", "LICENCE.md").read_text("utf-8")
    assert all(owner in licences for owner in ("Sun Junyi", "Google LLC", "OpenCC"))
    assert "Apache License" in shipped("words", "LICENSE-APACHE-2.0.txt").read_text("utf-8")


@pytest.mark.parametrize(
    "marked",
    [
        "行政院長|卓榮泰|拒絕|副署|法案",
        "香港|故宮|文化|博物館|開幕",
        "海關|檢獲|走私|龍蝦",
    ],
)
def test_traditional_words_are_those_of_the_simplified_list(marked: str) -> None:
    assert words(marked.replace("|", "")) == tuple(marked.split("|"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("樊振东夺得世界杯男单冠军", "樊振东"),
        ("十四岁小将于子迪游进决赛", "于子迪"),
        ("法国总理勒科尔尼辞职", "勒科尔尼"),
        ("主帅伊万科维奇下课", "伊万科维奇"),
        ("王毅同拉夫罗夫通电话", "王毅"),
        ("王毅同拉夫罗夫通电话", "拉夫罗夫"),
    ],
)
def test_what_looks_like_a_name_is_one(text: str, name: str) -> None:
    assert Word(name, "h") in tagged(text)


@pytest.mark.parametrize("text", ["方案获通过", "高新区开工", "万里长江第一隧贯通", "石油价格大涨"])
def test_words_that_begin_with_a_family_name_are_no_names(text: str) -> None:
    assert "h" not in {word.speech for word in tagged(text)}


@pytest.mark.parametrize(
    "text",
    [
        "マイナンバーカードと|運転免許証の|一体化が|始まる",
        "日銀|、|政策金利を|引き上げへ",
        "取り組みを|振り返る",
        "台風10号|、|九州に|接近",
        "初めて|5万円台",
        "江城|樱花の|约|摄影展|开幕",
        "电影|《すずめの戸締まり》|重映",
    ],
)
def test_japanese_words_are_whole_with_their_kana(text: str) -> None:
    assert "|".join(words(text.replace("|", ""))) == text
