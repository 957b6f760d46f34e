"""PDF by reportlab's object model.

reportlab itself is read when the first object is made: by then the faces are being deflated.
"""

from broadsheet.late import put_off

put_off("broadsheet.paint.pdf.objects")

from broadsheet.paint.pdf.document import MissingFaceError, iterate_pdf, paint_pdf  # noqa: E402  as above
from broadsheet.paint.pdf.options import OutputProfile, PdfFile, PdfOptions  # noqa: E402  as above

__all__ = ["MissingFaceError", "OutputProfile", "PdfFile", "PdfOptions", "iterate_pdf", "paint_pdf"]
