"""The PDF of a report: its digest, its HTML, and the separate process that renders it.

Light on purpose: the render process imports this package too, and knows no Django.
"""

from reports.pdf.digest import digest_of

__all__ = ["digest_of"]
