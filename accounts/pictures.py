"""Where a picture file ends, and whether it is one at all, by the bytes that its format prescribes.

PNG: https://www.w3.org/TR/png-3/#5DataRep · JPEG: ITU-T T.81, annex B ·
WebP: https://developers.google.com/speed/webp/docs/riff_container
"""

import re

PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
# What makes a file something else as well, where readers of that look for it.
FOREIGN = re.compile(rb"%PDF-|<svg|<html|<!doctype|<script|<\?php", re.IGNORECASE)
DRAWING = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!doctype|svg)|\A\x1f\x8b|\A%!PS", re.IGNORECASE)
HEAD = 1024
STANDALONE = {0x01, *range(0xD0, 0xD9)}  # markers of JPEG without a segment
MARK, SCAN, END = 0xFF, 0xDA, 0xD9


def is_drawing(data: bytes) -> bool:
    """SVG, also compressed, and PostScript: programs rather than pictures."""
    return bool(DRAWING.match(data))


def ends_with_its_picture(data: bytes) -> bool:
    """Whether nothing follows the picture, and its beginning is no other kind of file as well.

    True for PNG, JPEG and WebP only. Raises IndexError where such a file is cut off.
    """
    if FOREIGN.search(data[:HEAD]):
        return False
    if data.startswith(PNG_BEGINS):
        return _end_of_png(data) == len(data)
    if data.startswith(b"\xff\xd8"):
        return _end_of_jpeg(data) == len(data)
    # A RIFF file says its length without its first eight bytes, and is filled up to an even one.
    declared = int.from_bytes(data[4:8], "little") + 8
    return data[:4] == b"RIFF" and declared <= len(data) <= declared + declared % 2


def _end_of_png(data: bytes) -> int:
    place, name = len(PNG_BEGINS), b""
    while name != b"IEND":
        name = data[place + 4 : place + 8]
        if not name:
            raise IndexError
        place += 12 + int.from_bytes(data[place : place + 4], "big")
    return place


def _end_of_jpeg(data: bytes) -> int:
    place = 2
    while True:
        if data[place] != MARK:
            raise IndexError
        marker = data[place + 1]
        if marker == MARK:  # filling
            place += 1
        elif marker == END:
            return place + 2
        elif marker in STANDALONE:
            place += 2
        else:
            place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
            if marker == SCAN:
                place = _after_scan(data, place)


def _after_scan(data: bytes, place: int) -> int:
    """Where the next marker stands: a byte FF that is neither part of the picture nor a restart."""
    while True:
        place = data.index(b"\xff", place)
        if data[place + 1] != 0 and data[place + 1] not in range(0xD0, 0xD8):
            return place
        place += 2
