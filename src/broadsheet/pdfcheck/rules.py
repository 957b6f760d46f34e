"""The rules of PDF preflight, and what a house may set.

Sources: ISO 15930-1, -3 and -7 (PDF/X-1a, X-3, X-4), ISO 32000, Ghent Workgroup specifications for
newspapers, WAN-IFRA on newsprint; figures as in docs/preflight.md.
"""

from __future__ import annotations

from enum import Enum

from broadsheet.geometry import Rect
from broadsheet.records import record


class Weight(Enum):
    """How much a finding matters to a plant."""

    ERROR = "error"  # the page is refused, or prints wrong
    WARNING = "warning"  # it prints, but not as it should
    NOTE = "note"


@record
class PdfRule:
    """A rule: its id, its short name, how much it matters, and what is right, in both
    languages."""

    id: str
    name: str
    weight: Weight
    right: str
    right_zh: str
    refused: tuple[str, ...] = ()  # standards under which a page that breaks it is refused: always an error


# fmt: off
E, W, N = Weight.ERROR, Weight.WARNING, Weight.NOTE
_OLD = ("x3", "x1a")

RULES: tuple[PdfRule, ...] = (
    PdfRule("F01", "damaged", E,
            "the file can be read without repair",
            "文件无需修复即可读取"),
    PdfRule("F02", "version", W,
            "the header says 1.6 or lower, 1.4 or lower for X-1a and X-3",
            "文件头版本不高于 1.6；X-1a 与 X-3 不高于 1.4"),
    PdfRule("F03", "encrypted", E,
            "nothing is encrypted",
            "文件未加密"),
    PdfRule("F04", "no-id", W,
            "the trailer has an ID of two strings",
            "文件尾有两段 ID"),
    PdfRule("F05", "lzw", E,
            "no stream is packed by LZW",
            "无 LZW 压缩"),
    PdfRule("F06", "jpeg2000", W,
            "no picture is JPEG 2000",
            "无 JPEG 2000 图片", refused=_OLD),
    PdfRule("F07", "postscript", E,
            "no PostScript XObjects, OPI, alternate pictures, or external streams",
            "无 PostScript 对象、OPI、替代图片和外部数据"),
    PdfRule("F08", "actions", E,
            "no JavaScript, actions or forms",
            "无 JavaScript、动作和表单"),
    PdfRule("F09", "attachments", E,
            "no embedded files, sounds or films",
            "无附件、声音和影片"),
    PdfRule("F10", "layers", W,
            "no layers: what prints must not depend on a switch",
            "无图层：印什么不应取决于开关", refused=_OLD),
    PdfRule("F11", "instructions", E,
            "every instruction is whole, and what it names is there",
            "绘图指令完整，所引用的资源齐全"),
    PdfRule("F12", "object-streams", E,
            "an X-1a or X-3 file has no object streams and no cross-reference stream",
            "X-1a 与 X-3 文件不用对象流和交叉引用流"),
    PdfRule("M01", "no-title", W,
            "Info has a title",
            "文档信息有标题"),
    PdfRule("M02", "trapped", W,
            "Info says whether the page is trapped: True or False",
            "文档信息写明是否已陷印（True 或 False）"),
    PdfRule("M03", "no-pdfx", W,
            "the file says to which PDF/X it conforms",
            "文件写明符合哪种 PDF/X"),
    PdfRule("M04", "no-xmp", W,
            "a PDF/X-4 file has XMP metadata",
            "PDF/X-4 文件有 XMP 元数据"),
    PdfRule("M05", "metadata-differ", W,
            "Info and XMP say the same",
            "文档信息与 XMP 一致"),
    PdfRule("M06", "xmp-entries", W,
            "the XMP of a PDF/X-4 file has its title, dates, and identifiers",
            "PDF/X-4 的 XMP 有标题、日期和标识"),
    PdfRule("M07", "no-dates", W,
            "Info has dates of creation and change, with their zone",
            "文档信息有创建和修改日期，并带时区"),
    PdfRule("O01", "no-intent", E,
            "there is one output intent of PDF/X",
            "有且只有一个 PDF/X 输出意图"),
    PdfRule("O02", "no-profile", E,
            "the output intent has its profile in the file",
            "输出意图嵌有特性文件"),
    PdfRule("O03", "no-condition", W,
            "the output intent names its condition",
            "输出意图写明印刷条件"),
    PdfRule("O04", "two-profiles", W,
            "the intents of PDF/X and PDF/A share one profile",
            "PDF/X 与 PDF/A 的输出意图共用一个特性文件"),
    PdfRule("O05", "wrong-profile", E,
            "the profile is one of a press in four inks",
            "特性文件为四色印刷所用"),
    PdfRule("P01", "no-trim", E,
            "each page has a TrimBox, or an ArtBox, and not both",
            "每页有成品框（TrimBox）或作品框（ArtBox），且不并存"),
    PdfRule("P02", "boxes", E,
            "the trim lies in the bleed, the bleed in the media",
            "成品框在出血框内，出血框在页面框内"),
    PdfRule("P05", "pages", W,
            "there is one page in the file",
            "一个文件一页"),
    PdfRule("P06", "empty", W,
            "the page is not empty",
            "页面不空"),
    PdfRule("P07", "user-unit", E,
            "a unit is a point",
            "单位为点"),
    PdfRule("P08", "rotated", W,
            "the page is not turned",
            "页面未旋转"),
    PdfRule("P09", "crop", W,
            "the CropBox does not cut the trim",
            "裁切框不切到成品"),
    PdfRule("P10", "one-picture", W,
            "the page is more than one picture of a page",
            "页面不是一整幅图片"),
    PdfRule("T01", "font-missing", E,
            "every font is in the file",
            "所有字体已嵌入"),
    PdfRule("T02", "type3", W,
            "no Type 3 fonts: they print as pictures",
            "无 Type 3 字体"),
    PdfRule("T03", "no-unicode", N,
            "the text can be copied out",
            "文字可以复制"),
    PdfRule("T04", "no-glyph", E,
            "every character that is set has a glyph in its font",
            "所排字符在字体中都有字形"),
    PdfRule("T05", "small-type", W,
            "no type is smaller than the house's smallest",
            "字号不小于本厂下限"),
    PdfRule("T06", "fine-type", W,
            "small type is neither white nor of several inks",
            "小字不用反白，不用多色"),
    PdfRule("T07", "courier", W,
            "no face is Courier, which stands in for lost ones",
            "无 Courier：它常是缺失字体的替身"),
    PdfRule("T08", "font-broken", E,
            "the fonts in the file can be read",
            "嵌入的字体可以读取"),
    PdfRule("T09", "widths", W,
            "glyphs are as wide as the file says",
            "字形宽度与文件所记一致"),
    PdfRule("C01", "rgb", E,
            "colours are process inks",
            "颜色均为印刷色"),
    PdfRule("C02", "spot", W,
            "no spot inks",
            "无专色"),
    PdfRule("C03", "black-knocks-out", W,
            "small black type overprints, with OPM 1",
            "小号黑字叠印，且 OPM 为 1"),
    PdfRule("C04", "grey-type", N,
            "black type is black ink of DeviceCMYK",
            "黑字用 DeviceCMYK 的黑版"),
    PdfRule("C05", "white-overprints", E,
            "white never overprints: it would vanish",
            "白色不叠印，否则消失"),
    PdfRule("C06", "rich-type", W,
            "black type is of one ink",
            "黑字只用一色"),
    PdfRule("C07", "hairline", W,
            "lines are as thick as newsprint holds",
            "线条不细于新闻纸所能承受"),
    PdfRule("C08", "all-inside", E,
            "the registration colour stays outside the trim",
            "套版色不进入成品"),
    PdfRule("C09", "ink", E,
            "the inks together are under the house's limit",
            "总墨量不超过本厂上限"),
    PdfRule("C10", "transparency", W,
            "nothing is transparent",
            "无透明", refused=_OLD),
    PdfRule("C11", "transfer", E,
            "no transfer functions and no halftones of its own",
            "无传递函数和自带网点"),
    PdfRule("C12", "intent", W,
            "rendering intents are those that PDF knows",
            "渲染意图为 PDF 所认"),
    PdfRule("C13", "icc-cmyk", W,
            "CMYK is DeviceCMYK: no profiles of pictures' own",
            "CMYK 即 DeviceCMYK，图片不带自己的特性文件", refused=("x1a",)),
    PdfRule("C14", "fine-line", W,
            "thin lines are neither white nor of several inks",
            "细线不用反白，不用多色"),
    PdfRule("I01", "coarse", W,
            "pictures have as many pixels as the screen can show",
            "图片像素够网线所需"),
    PdfRule("I02", "too-coarse", E,
            "no picture shows its pixels",
            "图片不露像素"),
    PdfRule("I03", "coarse-line-art", W,
            "line art is as fine as the setter",
            "线条稿与照排同精度"),
    PdfRule("A01", "annotation", E,
            "no annotations inside the trim",
            "成品内无批注"),
)

# fmt: on

OF_STANDARDS = frozenset(
    ("F02", "F04", "M01", "M02", "M03", "M04", "M05", "M06", "M07", "O01", "O03", "P01")
)  # fmt: skip
"""What only a standard asks for: nobody prints a page otherwise for want of it."""

BY_ID = {rule.id: rule for rule in RULES}


@record
class House:
    """A house's limits. Ink in per cent, resolution in pixels an inch, lines and type in points;
    ``standard`` is x4, x3, x1a, or empty where none is asked for."""

    standard: str = "x4"
    ink: float = 220
    ink_tolerance: float = 3
    coarse: float = 149
    too_coarse: float = 100
    line_art: float = 599
    line: float = 0.125
    fine_line: float = 0.5
    type: float = 5
    fine_type: float = 9
    overprint_below: float = 12
    spots: tuple[str, ...] = ()  # spot inks that the house prints
    every_spot: bool = False  # it has plates for whichever a page asks for
    rich_black: tuple[int, ...] = ()  # what a black of several inks is made of, in per cent; none where empty
    rich_type: float = 24  # points from which type may be of it

    @property
    def most_ink(self) -> float:
        """What the inks together may be measured as, in per cent."""
        return self.ink + self.ink_tolerance

    def prints(self, spot: str) -> bool:
        """Whether a spot ink has a plate of its own."""
        return self.every_spot or spot in self.spots


@record
class Found:
    """A finding: its rule, the page (0: the file), what exactly, and where (points, origin bottom-left)."""

    rule: str
    page: int
    detail: str
    place: Rect | None = None
    standard: str = ""  # that the file is judged by

    @property
    def weight(self) -> Weight:
        """How much it matters under the standard."""
        rule = BY_ID[self.rule]
        return Weight.ERROR if self.standard in rule.refused else rule.weight
