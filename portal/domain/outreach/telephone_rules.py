"""When the word of a telephone system counts, and how long a call is shown (BR20)."""

import hmac
from datetime import UTC, datetime, timedelta

TOLERANCE = timedelta(minutes=5)  # by which its clock may differ from ours
SHOWN_FOR = timedelta(minutes=5)
KEPT_FOR = timedelta(days=1)
LONGEST_MOMENT = 12  # digits of seconds since 1970


def signature_of(secret: str, sent_at: str, body: bytes) -> str:
    """HMAC-SHA256 of the moment in seconds since 1970, a full stop and the body, in hexadecimal digits."""
    return hmac.digest(secret.encode(), sent_at.encode() + b"." + body, "sha256").hex()


def is_fresh(sent_at: str, at: datetime) -> bool:
    """Sent within five minutes of now; what is no number is not."""
    if not (sent_at.isascii() and sent_at.isdecimal() and len(sent_at) <= LONGEST_MOMENT):
        return False
    return abs(int(sent_at) - at.astimezone(UTC).timestamp()) <= TOLERANCE.total_seconds()


def is_signed(signature: str, secret: str, sent_at: str, body: bytes) -> bool:
    """The signature is that of this body and this moment; compared in equal time."""
    return hmac.compare_digest(signature.encode(), signature_of(secret, sent_at, body).encode())
