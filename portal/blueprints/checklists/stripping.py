"""A picture without what a camera writes beside it: place, owner, time, software (privacy 8).

Nothing is decoded: the file's own parts are copied, and those that hold words about the picture are left out. How the
camera was held is such a word too; of a JPEG it is written anew, and nothing else is.
"""

import struct
from io import BytesIO

JPEG, PNG, WEBP = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"WEBP"
SCAN, END = 0xDA, 0xD9
KEPT_APPS = frozenset({0xE0, 0xEE})  # how large and in which colours; all other APPs are words
COMMENT = 0xFE
PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}
)
WEBP_LEFT_OUT = frozenset({b"EXIF", b"XMP ", b"ICCP"})
ORIENTATION = 0x0112


def without_metadata(picture: bytes) -> BytesIO | None:
    """The picture alone; None when it is no JPEG, PNG or WebP, or is broken."""
    try:
        if picture.startswith(JPEG):
            return BytesIO(_jpeg(picture))
        if picture.startswith(PNG):
            return BytesIO(_png(picture))
        if picture[:4] == b"RIFF" and picture[8:12] == WEBP:
            return BytesIO(_webp(picture))
    except (struct.error, IndexError, ValueError):
        return None
    return None


def _jpeg(picture: bytes) -> bytes:
    kept, at, turned = [b"\xff\xd8"], 2, 1
    while True:
        if picture[at] != 0xFF:  # noqa: PLR2004 - how a segment begins
            raise ValueError(at)
        mark, length = picture[at + 1], struct.unpack_from(">H", picture, at + 2)[0]
        segment = picture[at : at + 2 + length]
        if mark == 0xE1 and segment[4:10] == b"Exif\0\0":  # noqa: PLR2004 - APP1
            turned = _orientation(segment[10:])
        if mark == SCAN:
            break
        if not (0xE0 <= mark <= 0xEF and mark not in KEPT_APPS) and mark != COMMENT:  # noqa: PLR2004 - APP0 to APP15
            kept.append(segment)
        at += 2 + length
    end = picture.rfind(b"\xff\xd9", at)  # what follows the picture is no picture
    if end < 0:
        raise ValueError(at)
    if turned != 1:
        kept.insert(1, _turned(turned))
    return b"".join([*kept, picture[at : end + 2]])


def _orientation(exif: bytes) -> int:
    """1 to 8; 1, as it is, when nothing is said."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return 1
    first = struct.unpack_from(f"{order}L", exif, 4)[0]
    for number in range(struct.unpack_from(f"{order}H", exif, first)[0]):
        tag, _kind, _count, value = struct.unpack_from(f"{order}HHLH", exif, first + 2 + 12 * number)
        if tag == ORIENTATION:
            return int(value) if 1 <= value <= 8 else 1  # noqa: PLR2004
    return 1


def _turned(value: int) -> bytes:
    """An APP1 that says how the camera was held, and nothing else."""
    words = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHLHH", ORIENTATION, 3, 1, value, 0) + b"\0\0\0\0"
    return b"\xff\xe1" + struct.pack(">H", len(words) + 2) + words


def _png(picture: bytes) -> bytes:
    kept, at = [PNG], len(PNG)
    while at < len(picture):
        length, kind = struct.unpack_from(">L4s", picture, at)
        if kind in PNG_KEPT:
            kept.append(picture[at : at + 12 + length])
        at += 12 + length
        if kind == b"IEND":
            return b"".join(kept)
    raise ValueError(at)


def _webp(picture: bytes) -> bytes:
    kept, at = [], 12
    while at + 8 <= len(picture):
        kind, length = struct.unpack_from("<4sL", picture, at)
        chunk = picture[at : at + 8 + length + length % 2]
        if kind == b"VP8X":  # which of the others there are
            chunk = chunk[:8] + bytes([chunk[8] & ~0x2C]) + chunk[9:]
        if kind not in WEBP_LEFT_OUT:
            kept.append(chunk)
        at += 8 + length + length % 2
    whole = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<L", len(whole)) + whole
