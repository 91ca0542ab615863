"""The type of a file by its content. The only file that knows the library."""

import puremagic

from portal.domain.attachments.rules import FORBIDDEN_ENDINGS, FORBIDDEN_TYPES, ending_of, runs

HEAD = 64 * 1024  # so much of a file's beginning is looked at
TEXT = "text/plain"
UNKNOWN = "application/octet-stream"


def media_type_of(head: bytes, name: str) -> str | None:
    """The type of what begins like this; None when it isn't taken. A name can forbid a file, but never allow one."""
    if ending_of(name) in FORBIDDEN_ENDINGS or runs(head):
        return None
    found = _by_magic(head, name)
    if found in FORBIDDEN_TYPES:
        return None
    if found:
        return found
    return TEXT if _is_text(head) else UNKNOWN


def _by_magic(head: bytes, name: str) -> str:
    if _is_text(head):
        return ""  # text has no magic; what looks like some is chance
    try:
        return str(puremagic.from_string(head, mime=True, filename=name))
    except (puremagic.PureError, ValueError, IndexError):
        return ""


def _is_text(head: bytes) -> bool:
    """UTF-8 without control characters; the last character may have been cut."""
    for cut in range(4):
        try:
            text = head[: len(head) - cut].decode()
        except UnicodeDecodeError:
            continue
        return not any(c < " " and c not in "\t\n\r\f\x1b" for c in text)
    return False
