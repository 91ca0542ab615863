"""Small files that callers attach: the end of a device log, a screenshot."""

import struct
import zlib
from datetime import datetime, timedelta
from io import BytesIO
from random import Random

LINES = (
    "I PolicyAgent: check-in started",
    "D PolicyAgent: policy version 57, 41 rules",
    "W ConnMonitor: link lost, waiting 2000 ms",
    "I ConnMonitor: link up, rtt {n} ms",
    "E PolicyAgent: server answered 403, retry {n}",
    "D Battery: level {n}, discharging",
    "W VpnService: phase 2 rekey refused by peer",
    "I VpnService: tunnel up again after {n} s",
    "E AppHost: out of memory while decoding image ({n} MB)",
)


def file_of(kind: str, chance: Random, at: datetime) -> tuple[str, BytesIO]:
    """The name and the content of a "log" or a "screenshot"."""
    if kind == "log":
        return f"device-{at:%Y%m%d}.log", BytesIO(_log(chance, at).encode())
    return f"Screenshot_{at:%Y%m%d-%H%M%S}.png", BytesIO(_picture(chance))


def _log(chance: Random, at: datetime) -> str:
    moment = at - timedelta(minutes=40)
    lines = []
    for _ in range(chance.randint(60, 140)):
        moment += timedelta(milliseconds=chance.randint(40, 30_000))
        lines.append(f"{moment:%m-%d %H:%M:%S.%f}"[:-3] + " " + chance.choice(LINES).format(n=chance.randint(2, 98)))
    return "\n".join(lines) + "\n"


def _picture(chance: Random, width: int = 180, height: int = 320) -> bytes:
    """A settings page in miniature: a bar and rows with bars of usage."""
    paper, ink, accent = b"\xf6\xf5\xf1", b"\x55\x5b\x60", b"\x0b\x6e\x70"
    usage = [chance.randint(20, 150) for _ in range(8)]
    rows = []
    for y in range(height):
        row, inside = (y - 40) // 34, 8 <= (y - 40) % 34 < 16
        bar = usage[row] if 0 <= row < len(usage) and inside else 0
        usage_row = paper * 12 + (accent if row == 0 else ink) * bar + paper * (width - 12 - bar)
        rows.append(b"\0" + (accent * width if y < 28 else usage_row))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(kind, data) for kind, data in parts)


def _part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
