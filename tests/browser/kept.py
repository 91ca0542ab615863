"""The demo is filled once for a run of tests; each process of it walks and serves a copy of its own."""

import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.browser.running import until

LONGEST = 240  # seconds that filling may take on a busy machine


def once(shared: Path, make: Callable[[Path], None]) -> Path:
    """The folder that `make` filled, in whichever process came first; the others wait for it."""
    folder, done, failed = shared / "kept", shared / "kept.done", shared / "kept.failed"
    try:
        folder.mkdir()
    except FileExistsError:
        until(lambda: done.exists() or failed.exists(), "the demo is filled", LONGEST)
        assert not failed.exists(), "filling the demo failed in another process"
        return folder
    try:
        make(folder)
    except BaseException:
        failed.touch()
        raise
    done.touch()
    return folder


def shared_folder(base: Path) -> Path:
    """Where all processes of this run of tests meet."""
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def keep(folder: Path, places: list[object]) -> None:
    """Write down which pages there are."""
    (folder / "places.pickle").write_bytes(pickle.dumps(places))


def copied(kept: Path, to: Path) -> list[object]:
    """A copy of the folder; returns the pages that were found in it."""
    shutil.copytree(kept, to, dirs_exist_ok=True)
    return list(pickle.loads((kept / "places.pickle").read_bytes()))  # noqa: S301 - written by this run
