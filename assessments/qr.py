"""A QR code as the path of an inline SVG, which the content security policy lets through."""

from dataclasses import dataclass

from qrcode import QRCode

QUIET = 4  # modules of white around the code, as the standard asks


@dataclass(frozen=True)
class Code:
    """``path`` draws the dark modules, one unit each, on a square of ``size`` units."""

    size: int
    path: str


def qr_code(text: str) -> Code:
    """The code of a text, usually an address."""
    code = QRCode(border=QUIET)
    code.add_data(text)
    code.make()
    matrix = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark)
    return Code(size=len(matrix), path=path)
