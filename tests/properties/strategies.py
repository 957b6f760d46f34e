"""Texts, rooms and spacings of any kind."""

from __future__ import annotations

from hypothesis import strategies as st

from broadsheet.model.spacing import Kinsoku, Marks, Spacing
from unit.base.handset import EM

_PIECES = st.one_of(
    st.text("春夏秋冬风雨雷电山川河流", min_size=1, max_size=12),
    st.text("，。、；：？！“”‘’（）《》〈〉「」·～／%℃￥々ー", min_size=1, max_size=3),
    st.sampled_from(["——", "……", "？！", "。”", "”（", "，“", "：“", "《春》"]),
    st.sampled_from(["2026年11月23日", "10～20", "-5℃"]),
    st.text("0123456789.,%", min_size=1, max_size=7),
    st.text("abcdefghijklmnopqrstuvwxyzABCXYZé'-/", min_size=1, max_size=14),
    st.sampled_from([" ", "  ", "\u3000", "\xa0", "\u2003"]),
    st.sampled_from(["👍🏽", "👩\u200d🌾", "🇨🇳", "1\ufe0f\u20e3", "\u200b", "\ufeff"]),
    st.sampled_from(["e\u0301", "か\u3099", "a\u0323\u0302"]),
    st.sampled_from(["𠀀", "𫖮", "龘", "שלום", "मुझे", "ไทย", "한글", "カタカナ"]),
    st.sampled_from(["\x00", "\x07", "\x85", "\u2028"]),
    st.sampled_from(["www.abc.cn/a?b=1", "a.b@abc.cn", "algorithm", "internationalisation"]),
    st.just("\n"),
    st.characters(exclude_categories=["Cs"]),
)
TEXTS = st.lists(_PIECES, max_size=24).map("".join)
ROOMS = st.lists(st.integers(3 * EM, 60 * EM), min_size=1, max_size=5).map(tuple)
SPACINGS = st.builds(
    Spacing,
    marks=st.sampled_from(list(Marks)),
    kinsoku=st.sampled_from(list(Kinsoku)),
    han_latin=st.sampled_from([0, 125, 250]),
    han_figure=st.sampled_from([0, 125]),
    stop_width=st.sampled_from([500, 850, 1000]),
    han_gap_shrink=st.sampled_from([0, 31]),
    trim_line_start=st.booleans(),
    trim_line_end=st.booleans(),
)
ODD = st.lists(
    st.one_of(
        TEXTS,
        st.text(st.characters(categories=["Cs"]), min_size=1, max_size=2),
        st.text(st.characters(categories=["Cc", "Cf", "Co", "Cn"]), min_size=1, max_size=3),
        st.text(st.characters(categories=["Mn", "Me", "Mc"]), min_size=1, max_size=3),
        st.text("（“《", min_size=1, max_size=30),
        st.text("，。！", min_size=1, max_size=30),
        st.text("x", min_size=20, max_size=90),
        st.text(" \u3000\u2003", min_size=1, max_size=20),
    ),
    max_size=6,
).map("".join)
"""With more of what copy seldom has."""
