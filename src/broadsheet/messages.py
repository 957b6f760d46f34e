"""Every sentence a user can be shown, by code, in English and Chinese. A table, nothing else.

Letters: E error (the build stops), P page problem (the pages are made, exit code 1), W warning,
N note. Hundreds: 1 use and files, 2 layouts, 3 stories, 4 edition, 5 styles, 6 fonts and
pictures, 7 what the pages show.
"""

from __future__ import annotations

from typing import Literal

Language = Literal["en", "zh"]
Sentence = dict[Language, str]

LABELS: dict[str, Sentence] = {
    "error": {"en": "error", "zh": "错误"},
    "problem": {"en": "problem", "zh": "问题"},
    "warning": {"en": "warning", "zh": "警告"},
    "note": {"en": "note", "zh": "提示"},
    "hint": {"en": "hint", "zh": "建议"},
}

CODES: dict[str, Sentence] = {
    # -- use and files ------------------------------------------------------------------------
    "E101": {"en": "file not found: {path}", "zh": "找不到文件：{path}"},
    "E102": {"en": "cannot read {path}: {reason}", "zh": "无法读取 {path}：{reason}"},
    "E103": {"en": "{path} is not UTF-8 text", "zh": "{path} 不是 UTF-8 文本"},
    "E104": {"en": "cannot write to {path}: {reason}", "zh": "无法写入 {path}：{reason}"},
    "E105": {"en": "bad value for {flag}: {reason}", "zh": "{flag} 的值有误：{reason}"},
    "E106": {"en": "{path} lies outside the edition's folders", "zh": "{path} 在本期目录之外"},
    "E107": {"en": "nothing called {path} to set", "zh": "没有名为 {path} 的设置项"},
    "E108": {"en": "{path} exists and is not empty", "zh": "{path} 已存在且不为空"},
    "E110": {"en": "YAML: {reason}", "zh": "YAML 语法：{reason}"},
    "E111": {"en": "unknown key {key!r} in {where}", "zh": "{where} 中没有 {key!r} 这个键"},
    "E112": {"en": "{where} needs the key {key!r}", "zh": "{where} 缺少键 {key!r}"},
    "E113": {"en": "{key}: {expected} expected, found {found}", "zh": "{key}：应为{expected}，实为{found}"},
    "E114": {"en": "{key}: {value!r} is not one of {choices}", "zh": "{key}：{value!r} 不在 {choices} 之中"},
    "E115": {"en": "{key}: {value} is outside {low} to {high}", "zh": "{key}：{value} 超出 {low} 至 {high}"},
    "E116": {"en": "key {key!r} appears twice", "zh": "键 {key!r} 重复"},
    "E117": {"en": "{key}: not a length: {value!r}", "zh": "{key}：{value!r} 不是长度"},
    "E118": {"en": "{key}: unknown unit {unit!r} in {value!r}", "zh": "{key}：{value!r} 中的单位 {unit!r} 无法识别"},
    "E119": {"en": "{key}: {value!r} needs a unit", "zh": "{key}：{value!r} 缺少单位"},
    "E120": {"en": "{key}: {unit!r} has no meaning here", "zh": "{key}：此处不能用单位 {unit!r}"},
    # -- layouts ------------------------------------------------------------------------------
    "E201": {"en": "the type area is empty: the margins leave no room on the page", "zh": "版心为空：页边距占满了版面"},
    "E202": {"en": "{columns} columns with a gap of {gap} do not fit the type area", "zh": "版心放不下 {columns} 栏（栏距 {gap}）"},
    "E203": {"en": "hole {hole!r} reaches off the grid: {what}", "zh": "版位 {hole!r} 超出版心网格：{what}"},
    "E204": {"en": "hole {hole!r} overlaps {other!r} on {where}", "zh": "版位 {hole!r} 与 {other!r} 在{where}重叠"},
    "E205": {"en": "hole {hole!r}: its legs would be {measure} wide, narrower than the style's shortest measure {shortest}", "zh": "版位 {hole!r}：每栏仅宽 {measure}，窄于样式的最短行长 {shortest}"},
    "E206": {"en": "layout {layout!r} extends itself: {chain}", "zh": "版式 {layout!r} 循环继承：{chain}"},
    "E207": {"en": "hole {hole!r} stands in {other!r}, which is no story hole of this layout", "zh": "版位 {hole!r} 所在的 {other!r} 不是本版式的稿件版位"},
    "E208": {"en": "no layout called {name!r}", "zh": "没有名为 {name!r} 的版式"},
    "E209": {"en": "the page would be {width} x {height}: larger than {most}", "zh": "版面 {width} × {height} 超过上限 {most}"},
    "E210": {"en": "{lines} lines of {leading} take {need}, the page has room for {room}", "zh": "{lines} 行（每行 {leading}）需 {need}，版面仅有 {room}"},
    # -- stories ------------------------------------------------------------------------------
    "E301": {"en": "story {path} has no front matter (it starts with a line of ---)", "zh": "稿件 {path} 没有文件头（首行应为 ---）"},
    "E302": {"en": "story {path}: the front matter is not closed by a line of ---", "zh": "稿件 {path} 的文件头没有以 --- 结束"},
    "E303": {"en": "two stories are called {slug!r}: {first} and {second}", "zh": "两篇稿件同名 {slug!r}：{first} 与 {second}"},
    "W304": {"en": "{what} is not set in a newspaper column; its text is kept as plain text", "zh": "报纸栏内不排{what}，其文字按普通正文处理"},
    "W305": {"en": "story {slug!r} wishes to turn to page {wish}, the edition turns it to {actual}", "zh": "稿件 {slug!r} 希望转 {wish} 版，本期实转 {actual}"},
    "W306": {"en": "control character {char} in the copy is left out", "zh": "稿中控制字符 {char} 已略去"},
    "E307": {"en": "story {slug!r} is empty: no headline and no text", "zh": "稿件 {slug!r} 为空：既无标题也无正文"},
    # -- edition ------------------------------------------------------------------------------
    "E401": {"en": "no story called {name!r}", "zh": "没有名为 {name!r} 的稿件"},
    "E402": {"en": "page {page}: layout {layout!r} has no hole {hole!r}", "zh": "第 {page} 版：版式 {layout!r} 没有版位 {hole!r}"},
    "E403": {"en": "page {page}: hole {hole!r} takes {kind}, not {given}", "zh": "第 {page} 版：版位 {hole!r} 只能放{kind}，不能放{given}"},
    "E404": {"en": "turn to page {page}, which is not in the edition", "zh": "转至第 {page} 版，但本期没有该版"},
    "E405": {"en": "hole {hole!r} is used twice: by {first} and by {second}", "zh": "版位 {hole!r} 被用了两次：{first} 和 {second}"},
    "E406": {"en": "story {slug!r} turns in a circle: {chain}", "zh": "稿件 {slug!r} 循环转版：{chain}"},
    "E407": {"en": "page number {page} appears twice", "zh": "版次 {page} 重复"},
    "E408": {"en": "{value!r} is not a date (YYYY-MM-DD)", "zh": "{value!r} 不是日期（应为 YYYY-MM-DD）"},
    "E409": {"en": "story {slug!r} runs in two places: {first} and {second}", "zh": "稿件 {slug!r} 用了两处：{first} 和 {second}"},
    "E410": {"en": "a turn is written PAGE/HOLE, found {value!r}", "zh": "转版应写作“版次/版位”，实为 {value!r}"},
    "E413": {"en": "picture hole {hole!r} stands in {other!r}, which holds no story", "zh": "图片版位 {hole!r} 所在的版位 {other!r} 没有稿件"},
    "E414": {"en": "the index names story {slug!r}, which is not in the paper", "zh": "导读所列稿件 {slug!r} 不在本期"},
    "E415": {"en": "story {slug!r} has {count} pictures, there is no number {number}", "zh": "稿件 {slug!r} 有 {count} 张图片，没有第 {number} 张"},
    "E416": {"en": "no advertisement called {name!r}", "zh": "没有名为 {name!r} 的广告"},
    "W411": {"en": "page {page}: hole {hole!r} is left empty", "zh": "第 {page} 版：版位 {hole!r} 空着"},
    "W412": {"en": "story {slug!r} is not in the paper", "zh": "稿件 {slug!r} 未上版"},
    # -- styles -------------------------------------------------------------------------------
    "E501": {"en": "no style sheet called {name!r}", "zh": "没有名为 {name!r} 的样式表"},
    "E502": {"en": "{where}: no {kind} called {name!r}", "zh": "{where}：没有名为 {name!r} 的{kind}"},
    "E503": {"en": "{where}: unknown place {{{name}}} in a furniture text", "zh": "{where}：版面元素文字中的 {{{name}}} 无法识别"},
    "E504": {"en": "style sheet {name!r} extends itself: {chain}", "zh": "样式表 {name!r} 循环继承：{chain}"},
    "E505": {"en": "style {name!r} is like itself: {chain}", "zh": "样式 {name!r} 循环引用：{chain}"},
    "E506": {"en": "{where}: a brace without its partner in {name!r} (a brace itself is written twice)", "zh": "{where}：{name!r} 中花括号不成对（要印花括号，请写两个）"},
    # -- fonts and pictures -------------------------------------------------------------------
    "E601": {"en": "no font of family {family!r} in the font folders", "zh": "字体目录中没有字族 {family!r}"},
    "W602": {"en": "family {family!r} has no weight {weight}; {used} is used", "zh": "字族 {family!r} 没有 {weight} 字重，改用 {used}"},
    "E603": {"en": "font file {path} cannot be used: {reason}", "zh": "字体文件 {path} 无法使用：{reason}"},
    "E604": {"en": "picture not found: {path}", "zh": "找不到图片：{path}"},
    "E605": {"en": "picture {path} cannot be read: {reason}", "zh": "图片 {path} 无法读取：{reason}"},
    "P606": {"en": "no face has {char} (U+{point}); 〓 is set instead, {count} times", "zh": "所有字体都缺 {char}（U+{point}），以〓代之，共 {count} 处"},
    "W607": {"en": "picture {path} has only {ppi} ppi at this size", "zh": "图片 {path} 在此尺寸下仅 {ppi} ppi"},
    "E608": {"en": "picture {path} is too large: {reason}", "zh": "图片 {path} 过大：{reason}"},
    # -- what the pages show ------------------------------------------------------------------
    "P701": {"en": "story {slug!r} is over by {lines} lines, {characters} characters; it was cut before “{words}”", "zh": "稿件 {slug!r} 多出 {lines} 行（{characters} 字），截于“{words}”之前"},
    "P702": {"en": "the headline of {slug!r} does not fit its width at the smallest size", "zh": "稿件 {slug!r} 的标题用最小字号仍排不下"},
    "P703": {"en": "the headline of {slug!r} leaves no room for text in hole {hole!r}", "zh": "版位 {hole!r} 排完 {slug!r} 的标题后没有正文的位置"},
    "W704": {"en": "story {slug!r} leaves {lines} lines empty in hole {hole!r}", "zh": "稿件 {slug!r} 在版位 {hole!r} 缺 {lines} 行"},
    "N705": {"en": "story {slug!r} ends before its turn to page {page}; the jump line is not set", "zh": "稿件 {slug!r} 在转第 {page} 版之前已排完，不排转版行"},
    "W706": {"en": "{count} lines of {slug!r} are set tighter or looser than the style allows", "zh": "稿件 {slug!r} 有 {count} 行松紧超出样式限度"},
    "W707": {"en": "furniture text {text!r} is wider than its place", "zh": "版面元素文字 {text!r} 超出其位置"},
    "P708": {"en": "characters of story {slug!r} were lost or doubled between copy and page: {detail}", "zh": "稿件 {slug!r} 从稿到版的文字有缺失或重复：{detail}"},
    "N710": {"en": "story {slug!r} was copyfitted: {tightened} paragraphs a line tighter, {loosened} a line looser, gaps by {gap} of an em at the most", "zh": "稿件 {slug!r} 已作齐行调整：紧一行 {tightened} 段，松一行 {loosened} 段，字距最多改 {gap} 字"},
    "W711": {"en": "{count} paragraphs of {slug!r} end in a line alone at the head of a leg", "zh": "稿件 {slug!r} 有 {count} 段的末行孤悬栏首（孤行）"},
    "P709": {"en": "picture {path} of hole {hole!r} leaves no room for its caption", "zh": "版位 {hole!r} 的图片 {path} 没有图说的位置"},
}

#: Fixed phrases that stand as values in sentences, and how they read in Chinese.
WORDS: dict[str, str] = {
    "a mapping": "键值对",
    "a list": "列表",
    "nothing": "空值",
    "text": "文字",
    "text or a list of lines": "文字或多行列表",
    "a whole number": "整数",
    "a percentage": "百分数",
    "a length": "长度",
    "a date": "日期",
    "a colour": "颜色",
    "a font family": "字族",
    "true or false": "true 或 false",
    "a style's name or a mapping": "样式名或键值对",
    "[width, height] or a sheet's name": "[宽, 高] 或纸型名",
    "a story": "稿件",
    "a picture": "图片",
    "an ad": "广告",
    "stories": "稿件",
    "pictures": "图片",
    "advertisements": "广告",
    "furniture": "版面元素",
    "colour": "颜色",
    "text style": "字符样式",
    "paragraph style": "段落样式",
    "headline style": "标题样式",
    "line style": "行样式",
    "frame style": "边框样式",
    "story style": "稿件样式",
    "a code block": "代码块",
    "a rule between paragraphs": "段间横线",
    "a subhead of more than two lines": "两行以上的小标题",
    "a table": "表格",
    "an image": "图片标记",
    "a link": "链接",
    "code": "代码",
    "HTML": "HTML 标记",
    "not a file": "不是文件",
    "larger than 16 MB": "超过 16 MB",
    "the name is too long": "名称过长",
    "no usable name": "名称无法使用",
}

HINTS: dict[str, Sentence] = {
    "did-you-mean": {"en": "did you mean {name!r}?", "zh": "是否想写 {name!r}？"},
    "known": {"en": "known here: {names}", "zh": "此处可用：{names}"},
    "units": {"en": "units are pt, mm, cm, in, q, em, li (a line) and 五号 and its kin", "zh": "单位有 pt、mm、cm、in、q、em、li（行）及五号等字号名"},
    "grid": {"en": "the grid has {columns} columns (0 to {last_column}) and {lines} lines (0 to {last_line})", "zh": "网格共 {columns} 栏（0 至 {last_column}）、{lines} 行（0 至 {last_line}）"},
    "first-here": {"en": "the first one stands at {place}", "zh": "前一处在 {place}"},
    "free-lines": {"en": "move it, or make it {lines} lines deep", "zh": "请移开，或改为 {lines} 行深"},
    "cut-or-room": {"en": "cut {characters} characters, or give the story {lines} more lines", "zh": "删去 {characters} 字，或加 {lines} 行"},
    "picture-inside": {"en": "a picture inside a story is written with `in: {hole}`", "zh": "稿件内的图片请写 `in: {hole}`"},
    "turn-pages": {"en": "the edition has pages {pages}", "zh": "本期有第 {pages} 版"},
}
