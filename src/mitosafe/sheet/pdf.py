"""A sheet as PDF; needs the extra `pdf` (WeasyPrint)."""

from __future__ import annotations

from mitosafe.errors import needed

with needed("sheets as PDF", "pdf"):
    import weasyprint
    from weasyprint.urls import URLFetcher


def of(html: str) -> bytes:
    """Return an HTML document as PDF, with the tags that a screen reader needs.

    Args:
        html: What `sheet.sheet` gave. Nothing that it might refer to is loaded.

    Returns:
        The bytes of the PDF.

    Examples:
        >>> of("<!doctype html><title>x</title><p>x")[:5]
        b'%PDF-'
    """
    document = weasyprint.HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=()))
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return made
