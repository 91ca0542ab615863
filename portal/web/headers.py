"""Headers of every answer, and its compression (P13)."""

import struct
import zlib
from typing import NamedTuple

from flask import Flask, Response, current_app, g, request

ALLOWED = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
CONTENT_SECURITY_POLICY = "; ".join(ALLOWED)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), camera=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HSTS = "max-age=31536000"
WORTH_COMPRESSING = 600  # bytes
GZIP_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"  # deflate, no name, no moment, unknown system
LAST_BLOCK = b"\x03\0"  # with nothing in it
COMPRESSED_TYPES = ("text/html", "text/plain", "text/css", "application/json", "text/csv")


class Packed(NamedTuple):
    """A part of the page under way that is kept compressed, and where it stands, as far as known."""

    plain: bytes
    pack: bytes
    begins: int = 0


NOTHING_PACKED = Packed(b"", b"")


def init_headers(app: Flask) -> None:
    """Put the headers on every answer of the app."""
    app.after_request(with_headers)
    app.after_request(compressed)


def with_headers(response: Response) -> Response:
    """Strict headers; an answer that isn't cacheable by its own word is never stored: tablets are shared."""
    there = {name.lower() for name, _value in response.headers}
    for name, value in HEADERS.items():
        if name.lower() not in there:
            response.headers.add(name, value)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = HSTS
    if "cache-control" not in there:
        response.headers["Cache-Control"] = "no-store"
    return response


def private(response: Response) -> Response:
    """For pages whose address is a secret: it goes into no Referer and no cache (threats.md)."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


def compressed(response: Response) -> Response:
    """Gzip what is text and long enough, for those who can read it."""
    if (
        response.mimetype in COMPRESSED_TYPES
        and not response.is_streamed
        and not response.direct_passthrough
        and "Content-Encoding" not in response.headers
        and request.accept_encodings["gzip"]  # 0 when it is refused
        and len(body := response.get_data()) >= WORTH_COMPRESSING
    ):
        response.set_data(zipped(body))
        response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
    return response


def zipped(body: bytes) -> bytes:
    """As one gzip stream. What of the page is kept packed goes into it as it is."""
    known, pack, begins = g.get("packed", NOTHING_PACKED)
    if pack and not body.startswith(known, begins):
        begins = body.find(known)
    if not pack or begins < 0:
        return joined([(body, packed(body))])
    before, after = body[:begins], body[begins + len(known) :]
    return joined([(before, packed(before)), (known, pack), (after, packed(after))])


def packed(plain: bytes) -> bytes:
    """The middle of a gzip stream: refers to nothing before it and ends at a byte, so that others can follow."""
    packer = zlib.compressobj(3, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(plain) + packer.flush(zlib.Z_FULL_FLUSH)


def joined(pieces: list[tuple[bytes, bytes]]) -> bytes:
    """One gzip stream (RFC 1952) of pieces, each plain and packed: head, pieces, an empty last block, check, length."""
    check = length = 0
    for plain, _pack in pieces:
        check, length = zlib.crc32(plain, check), length + len(plain)
    return b"".join((GZIP_HEAD, *(pack for _plain, pack in pieces), LAST_BLOCK, struct.pack("<LL", check, length)))
