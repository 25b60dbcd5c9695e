"""QR codes of tickets: a picture for mails, a drawing for pages."""

from io import BytesIO

QUIET_MODULES = 4
"""The white border that ISO/IEC 18004 asks for, without which some readers find nothing."""


def png(code: str) -> bytes:
    """A PNG of the code, black on white, 8 pixels a module: sharp on paper and on dense screens."""
    picture = BytesIO()
    _qr(code).save(picture, kind="png", scale=8, border=QUIET_MODULES)
    return picture.getvalue()


def svg(code: str) -> str:
    """An SVG element of the code for a page: one path, no style attribute (the Content-Security-Policy forbids it)."""
    return str(_qr(code).svg_inline(
        border=QUIET_MODULES, omitsize=True, light="#fff", svgclass="qr", lineclass=None, draw_transparent=False,
    ))


def _qr(code: str):  # type: ignore[no-untyped-def]
    import segno

    # Level Q mends a quarter of a creased or reflecting ticket, at no cost: 16 characters still fit version 1.
    return segno.make_qr(code, error="q")
