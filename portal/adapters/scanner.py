"""The hook for a virus scanner: a callable that looks at a file and says whether it must not be taken (P23)."""

from pathlib import Path


def takes_everything(path: Path) -> bool:  # noqa: ARG001 - a real scanner looks at it
    """The Null twin: no scanner is installed, nothing is found."""
    return False
