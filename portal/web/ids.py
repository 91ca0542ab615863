"""One function names an element's id, on both sides of a swap."""


def dom_id(thing: object, part: str | None = None) -> str:
    """`ticket-4711-row`: the kind, its public number (or id), and which part of it."""
    kind = type(thing).__name__.lower()
    number = getattr(thing, "number", None) or getattr(thing, "id", None) or "new"
    return f"{kind}-{number}-{part}" if part else f"{kind}-{number}"


LARGEST_NUMBER = 2**31 - 1  # that a key or a ticket's number can be, on both databases


def key(text: str) -> int:
    """A number that can name something, for `args.get(..., type=key)`; anything else is as if it weren't said."""
    found = int(text) if text.isascii() and text.isdecimal() and len(text) <= 10 else -1  # noqa: PLR2004 - its digits
    if not 0 <= found <= LARGEST_NUMBER:
        raise ValueError(text)
    return found
