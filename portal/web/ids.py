"""One function names an element's id, on both sides of a swap."""


def dom_id(thing: object, part: str | None = None) -> str:
    """`ticket-4711-row`: the kind, its public number (or id), and which part of it."""
    kind = type(thing).__name__.lower()
    number = getattr(thing, "number", None) or getattr(thing, "id", None) or "new"
    return f"{kind}-{number}-{part}" if part else f"{kind}-{number}"
