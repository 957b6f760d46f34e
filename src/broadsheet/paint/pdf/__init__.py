"""PDF by reportlab's object model; import this package late, reportlab costs 60 ms."""

from broadsheet.paint.pdf.document import MissingFaceError, iterate_pdf, paint_pdf
from broadsheet.paint.pdf.options import OutputProfile, PdfFile, PdfOptions

__all__ = ["MissingFaceError", "OutputProfile", "PdfFile", "PdfOptions", "iterate_pdf", "paint_pdf"]
