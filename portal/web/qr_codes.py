"""An address as a square that a phone's camera reads: a picture for mails, a drawing for pages (A33). The only user of
segno.

Black on white in dark mode too: cameras read it so.
"""

import io

import segno
from markupsafe import Markup

NAME = "check-in.png"
_BORDER = 4  # modules around it; readers need them


def qr_picture(address: str) -> bytes:
    """PNG, about 4 cm on a screen."""
    content = io.BytesIO()
    segno.make_qr(address, error="m").save(content, kind="png", scale=5, border=_BORDER, dark="black", light="white")
    return content.getvalue()


def qr_drawing(address: str) -> Markup:
    """SVG for within a page: attributes alone, no style and no script. Nothing of the address stands in it as text."""
    code = segno.make_qr(address, error="m")
    drawn = code.svg_inline(scale=4, border=_BORDER, dark="#000", light="#fff", svgclass=None, lineclass=None)
    return Markup(drawn)  # noqa: S704 - made of squares by the library
