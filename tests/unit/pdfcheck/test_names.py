"""Names in a country's own code: GBK, as programs in China wrote them for years."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name

from broadsheet.pdfcheck.check import check_pdf
from broadsheet.pdfcheck.names import make_readable
from broadsheet.pdfcheck.plates import plates
from broadsheet.pdfcheck.rules import House

_PARTS = [
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/TrimBox[0 0 99 99]/Contents 4 0 R"
        b"/Resources<</ColorSpace<<%(name)s 5 0 R>>/XObject<</X 6 0 R>>>>>>"
    ),
    b"<</Length %(long)d>>stream\n%(content)s\nendstream",
    b"[/Separation%(name)s/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 1 1 0]/N 1>>]",
    (
        b"<</Subtype/Form/BBox[0 0 9 9]/Length %(long)d/Resources<</ColorSpace<<%(name)s 5 0 R>>>>>>"
        b"stream\n%(content)s\nendstream"
    ),
]


def foreign(name: bytes) -> bytes:
    """A page and a form that fill a square in an ink of that name, which is that of its resource, too."""
    content = name + b" cs 1 scn 0 0 9 9 re f"
    made = b"%PDF-1.4\n"
    for number, part in enumerate(_PARTS, 1):
        said = part % {b"name": name, b"content": content, b"long": len(content)}
        made += b"%d 0 obj%s endobj\n" % (number, said)
    return made + b"trailer<</Root 1 0 R/Size 7>>\nstartxref\n0\n%%EOF\n"


def whole(data: bytes) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        pdf.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (b"/#BA#EC#C9#AB", "红色"),  # GBK
        (b"/#E7#BA#A2#E8#89#B2", "红色"),  # UTF-8 stays
        (b"/Rot#FC", "Rotü"),  # neither: Latin-1
        (b"/Red#20A", "Red A"),
    ],
)
def test_an_ink_is_called_what_its_name_says(name: bytes, said: str, tmp_path: Path) -> None:
    data = whole(foreign(name))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        make_readable(pdf)
        page = pdf.pages[0]
        for stream, named in (
            (page, page.Resources),
            (page.Resources.XObject.X, page.Resources.XObject.X.Resources),
        ):
            (used,) = (
                step.operands[0]
                for step in pikepdf.parse_content_stream(stream)
                if str(step.operator) == "cs"
            )
            assert used == Name("/" + said)
            assert named.ColorSpace[used][1] == used
    path = tmp_path / "ad.pdf"
    path.write_bytes(data)
    spots = [found.detail for found in check_pdf(path, House()).found if found.rule == "C02"]
    assert spots
    assert spots[0].startswith(said)
    assert not [found for found in check_pdf(path, House()).found if found.rule == "F01"]
    assert len(dict(plates(path))) == 4
