"""The words of the reports in English and Chinese. A table, nothing else."""

from __future__ import annotations

from broadsheet.messages import Language, Sentence

KINDS: dict[str, Sentence] = {
    "changed": {"en": "changed", "zh": "内容有改"},
    "came": {"en": "new", "zh": "新增"},
    "gone": {"en": "gone", "zh": "删去"},
    "reflowed": {"en": "reflowed", "zh": "重新分行"},
    "restyled": {"en": "set differently", "zh": "样式有改"},
    "moved": {"en": "moved", "zh": "移位"},
}

ROLES: dict[str, Sentence] = {
    "logo": {"en": "column logo", "zh": "栏目名"},
    "headline": {"en": "headline", "zh": "主题"},
    "kicker": {"en": "kicker", "zh": "引题"},
    "deck": {"en": "deck", "zh": "副题"},
    "summary": {"en": "summary", "zh": "提要"},
    "byline": {"en": "byline", "zh": "署名"},
    "subhead": {"en": "subhead", "zh": "小标题"},
    "note": {"en": "editor's note", "zh": "编者按"},
    "pull-quote": {"en": "pull quote", "zh": "摘引"},
    "body-line": {"en": "body", "zh": "正文"},
    "drop-cap": {"en": "drop cap", "zh": "首字"},
    "table": {"en": "table", "zh": "表格"},
    "table-head": {"en": "table head", "zh": "表头"},
    "jump-line": {"en": "jump line", "zh": "下转行"},
    "turn-line": {"en": "turn line", "zh": "上接行"},
    "picture": {"en": "picture", "zh": "图片"},
    "caption": {"en": "caption", "zh": "图说"},
    "furniture": {"en": "furniture", "zh": "版面元素"},
    "folio": {"en": "folio", "zh": "报眉"},
    "frame": {"en": "frame", "zh": "框与底"},
    "rules": {"en": "rules", "zh": "线"},
    "ad": {"en": "ad", "zh": "广告"},
    "overlay": {"en": "overlay", "zh": "网格"},
    "story": {"en": "story", "zh": "稿件"},
    "page": {"en": "page", "zh": "版面"},
    "overset": {"en": "overset text", "zh": "溢出文字"},
}

COUNTS: dict[str, Sentence] = {
    "text": {"en": "{count} line{count:s}", "zh": "{count} 行"},
    "rule": {"en": "{count} rule{count:s}", "zh": "{count} 条线"},
    "fill": {"en": "{count} fill{count:s}", "zh": "{count} 块底色"},
    "shape": {"en": "{count} outline{count:s}", "zh": "{count} 个图形"},
    "picture": {"en": "{count} picture{count:s}", "zh": "{count} 幅图"},
    "place": {"en": "{count} place{count:s}", "zh": "{count} 处"},
    "page": {"en": "{count} page{count:s}", "zh": "{count} 版"},
}
"""How many of a sort."""

DETAILS: dict[str, Sentence] = {
    "face": {"en": "face", "zh": "字体"},
    "size": {"en": "size", "zh": "大小"},
    "colour": {"en": "colour", "zh": "颜色"},
    "condense": {"en": "width", "zh": "字宽"},
    "writing": {"en": "writing", "zh": "排向"},
    "glyphs": {"en": "glyphs", "zh": "字形数"},
    "glyph": {"en": "other glyph for", "zh": "字形不同"},
    "spacing": {"en": "spacing by up to", "zh": "字距最多差"},
    "baseline": {"en": "baseline by up to", "zh": "基线最多差"},
    "leading": {"en": "leading", "zh": "行距"},
    "right": {"en": "to the right", "zh": "向右"},
    "left": {"en": "to the left", "zh": "向左"},
    "down": {"en": "down", "zh": "向下"},
    "up": {"en": "up", "zh": "向上"},
    "weight": {"en": "weight", "zh": "线粗"},
    "length": {"en": "length", "zh": "长"},
    "slope": {"en": "another slope", "zh": "倾斜不同"},
    "outline": {"en": "another outline", "zh": "轮廓不同"},
    "blend": {"en": "blend", "zh": "渐变"},
    "way": {"en": "another direction of the blend", "zh": "渐变走向不同"},
    "clip": {"en": "cut off elsewhere", "zh": "裁边不同"},
    "cap": {"en": "line ends", "zh": "线端"},
    "join": {"en": "corners", "zh": "转角"},
    "miter": {"en": "limit of mitres", "zh": "尖角限度"},
    "dashes": {"en": "dashes", "zh": "虚线"},
    "phase": {"en": "dashes begin at", "zh": "虚线起点"},
    "even_odd": {"en": "filled by even and odd", "zh": "奇偶填充"},
    "file": {"en": "file", "zh": "文件"},
    "content": {"en": "content of the file", "zh": "文件内容"},
    "crop": {"en": "crop", "zh": "裁切"},
    "inks": {"en": "inks", "zh": "油墨"},
    "vector": {"en": "placed as a page", "zh": "按页置入"},
    "resolution": {"en": "most pixels an inch", "zh": "每英寸至多像素"},
    "sharpen": {"en": "sharpening in per cent", "zh": "锐化（%）"},
    "quality": {"en": "JPEG quality", "zh": "JPEG 质量"},
    "perceptual": {"en": "perceptual intent", "zh": "感知意图"},
    "ink": {"en": "limit of ink in per cent", "zh": "墨量上限（%）"},
    "spots": {"en": "spot inks on their own plates", "zh": "专色单独出版"},
    "gap": {"en": "a gap in its place", "zh": "留空"},
    "bleed": {"en": "bleed", "zh": "出血"},
    "section": {"en": "section", "zh": "版名"},
    "spread": {"en": "double truck", "zh": "跨版"},
    "marks": {"en": "page marks", "zh": "印刷标记"},
    "slug": {"en": "slug line", "zh": "信息行"},
    "half_slugs": {"en": "slug lines of its two pages", "zh": "两版信息行"},
    "font": {"en": "font file", "zh": "字体文件"},
    "stories": {"en": "with", "zh": "含"},
    "lines over": {"en": "lines over", "zh": "多出行数"},
}

VALUES: dict[str, dict[str, Sentence]] = {
    "writing": {
        "horizontal": {"en": "level", "zh": "横排"},
        "upright": {"en": "vertical", "zh": "竖排"},
        "sideways": {"en": "turned", "zh": "侧转"},
    },
    "inks": {"black": {"en": "black", "zh": "单黑"}, "process": {"en": "process", "zh": "四色"}},
    "cap": {
        "butt": {"en": "butt", "zh": "平头"},
        "round": {"en": "round", "zh": "圆头"},
        "square": {"en": "square", "zh": "方头"},
    },
    "join": {
        "mitre": {"en": "mitre", "zh": "尖角"},
        "round": {"en": "round", "zh": "圆角"},
        "bevel": {"en": "bevel", "zh": "斜角"},
    },
}
"""What a detail's values are called, where they are words."""

PHRASES: dict[str, Sentence] = {
    "page": {"en": "page {page}", "zh": "第{page}版"},
    "from": {"en": "from page {page}", "zh": "原在第{page}版"},
    "to": {"en": "to page {page}", "zh": "移至第{page}版"},
    "between": {"en": "between {stories}", "zh": "{stories} 之间"},
    "beside": {"en": "beside {stories}", "zh": "{stories} 旁"},
    "hole": {"en": "hole {hole}", "zh": "版位 {hole}"},
    "none": {"en": "no change on {pages}", "zh": "{pages}均无变化"},
    "total": {
        "en": "{changed} of {pages} changed: {counts}",
        "zh": "{pages}中 {changed} 版有变化：{counts}",
    },
    "same look": {"en": "no change to be seen on {pages}", "zh": "{pages}均看不出变化"},
    "share": {"en": "{share} ‰ of the pixels, {places}", "zh": "{share}‰ 的像素有变，{places}"},
    "looks": {
        "en": "{changed} of {pages} visibly changed: {places}",
        "zh": "{pages}中 {changed} 版外观有变：{places}",
    },
    "came": {"en": "only in the new set", "zh": "仅新版有"},
    "gone": {"en": "only in the old set", "zh": "仅旧版有"},
    "resized": {"en": "another size", "zh": "尺寸不同"},
    "unnamed": {"en": "a place", "zh": "某处"},
    "spot": {
        "en": "{width} × {height} mm at {x}, {y} mm",
        "zh": "{width} × {height} mm，位于 {x}、{y} mm",
    },
    "decision": {"en": "{ruling}: {reason}", "zh": "{ruling}：{reason}"},
    "stale": {
        "en": "{ruling} was decided of another change ({was}); this one is {now}",
        "zh": "“{ruling}”的判定针对另一次变化（{was}），本次为 {now}",
    },
    "fingerprint": {"en": "change {digest}", "zh": "变化编号 {digest}"},
    "expected": {"en": "expected", "zh": "应有的变化"},
    "regression": {"en": "regression", "zh": "不应有的变化"},
    "skip": {"en": "skipped", "zh": "略过"},
}

PAGE_WORDS: dict[str, Sentence] = {
    "title": {"en": "What changed", "zh": "版面变化"},
    "pages": {"en": "Pages", "zh": "版面"},
    "same": {"en": "As they were:", "zh": "未变："},
    "side": {"en": "Side by side", "zh": "并排"},
    "overlay": {"en": "Overlay", "zh": "叠合"},
    "flicker": {"en": "Flicker", "zh": "交替"},
    "outlines": {"en": "Outlines", "zh": "标框"},
    "old": {"en": "old", "zh": "旧"},
    "new": {"en": "new", "zh": "新"},
    "missing": {"en": "not in this set", "zh": "这一套中没有此版"},
    "decision": {"en": "Decision", "zh": "判定"},
    "expected": PHRASES["expected"],
    "regression": PHRASES["regression"],
    "skip": {"en": "skip", "zh": "略过"},
    "reason": {"en": "Why", "zh": "理由"},
    "save": {"en": "Save all decisions", "zh": "保存全部判定"},
}
"""The words of the HTML report."""


def word(table: dict[str, Sentence], key: str, language: Language) -> str:
    """A table's word; what it does not know, a new role, is told by its own name."""
    return table[key][language] if key in table else key
