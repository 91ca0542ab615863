"""Files on disk: written under a temporary name, synced, then renamed to their random one.

The row comes after the file, so a crash leaves at most a file that nobody refers to, and the sweep takes it (P23, P45).
"""

import hashlib
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO

from portal.domain.attachments.types import HEAD

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that has been written. `size` stops counting one byte over the limit."""

    key: str
    size: int
    sha256: str
    head: bytes
    is_infected: bool = False


class Store:
    """The folder of the files. `scan` is the hook for a virus scanner: True when a file must not be taken."""

    def __init__(self, folder: Path, scan: Callable[[Path], bool]) -> None:
        """Nothing is made before the first file comes."""
        self.folder, self.scan = folder, scan

    def path(self, key: str) -> Path:
        """Where a file is; two letters a folder."""
        return self.folder / key[:2] / key

    def put(self, stream: BinaryIO, limit: int) -> Stored:
        """Write a stream of at most `limit` bytes; a longer one is not kept and its size says so."""
        key = secrets.token_urlsafe(32)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=self.folder, prefix=".taking-", delete=False) as file:
            temporary = Path(file.name)
            try:
                stored = _copy(stream, file, key, limit)
                file.flush()
                os.fsync(file.fileno())
                if stored.size > limit or self.scan(temporary):
                    temporary.unlink()
                    return Stored(key, stored.size, stored.sha256, stored.head, is_infected=stored.size <= limit)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
        self._settle(temporary, self.path(key))
        return stored

    def discard(self, key: str) -> None:
        """A file that was not taken."""
        self.path(key).unlink(missing_ok=True)

    def keys_before(self, moment: datetime) -> Iterator[str]:
        """The names of files written before a moment; leftovers of a crash in mid-writing are removed on the way."""
        for path in self.folder.glob("*/*") if self.folder.exists() else ():
            if path.stat().st_mtime < moment.timestamp():
                yield path.name
        for path in self.folder.glob(".taking-*"):
            if path.stat().st_mtime < moment.timestamp():
                path.unlink(missing_ok=True)

    def _settle(self, temporary: Path, path: Path) -> None:
        path.parent.mkdir(exist_ok=True, mode=0o700)
        temporary.rename(path)
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)  # the name as well
        finally:
            os.close(descriptor)


def _copy(stream: BinaryIO, file: IO[bytes], key: str, limit: int) -> Stored:
    digest, size, head = hashlib.sha256(), 0, b""
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        digest.update(chunk)
        head += chunk[: max(0, HEAD - len(head))]
        if size > limit:
            break
        file.write(chunk)
    return Stored(key, size, digest.hexdigest(), head)
