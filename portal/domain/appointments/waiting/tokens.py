"""What the waiting list's links carry. Only hashes of them are kept."""

import hashlib
from base64 import urlsafe_b64encode


def leaving_token(form_key: str) -> str:
    """Of the link to leave: the same each time the form is sent, known to nobody without its key."""
    mark = hashlib.sha256(f"leave the waiting list {form_key}".encode())
    return urlsafe_b64encode(mark.digest()).decode().rstrip("=")


def hold_token(token_hash: str) -> str:
    """What opens the engine's hold of an offer. It lives minutes, and lets nobody in."""
    return hashlib.sha256(f"hold for {token_hash}".encode()).hexdigest()
