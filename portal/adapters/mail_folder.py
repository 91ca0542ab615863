"""Mails into a folder, one file each, for those who try the portal without a mail server."""

import os
import tempfile
from pathlib import Path

from portal.adapters.mail import ServerAway


class MailFolder:
    """Writes <name>.eml; a mail handed over twice is there once."""

    leaves_the_house = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def deliver(self, sender: str, recipient: str, name: str, letter: bytes) -> None:  # noqa: ARG002 - both stand in it
        """Whole or not at all, and there after a power loss. Raises ServerAway when that can't be done."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._write(self.folder / f"{name}.eml", letter)
        except OSError as error:
            raise ServerAway(f"The folder {self.folder} can't be written: {error.strerror}.") from error

    def check(self) -> str:
        """Whether it can be written."""
        place = self.folder if self.folder.exists() else self.folder.parent
        if not os.access(place, os.W_OK):
            raise ServerAway(f"The folder {self.folder} can't be written.")
        return f"No mail server is configured: mails go into {self.folder}."

    def close(self) -> None:
        """Nothing is open."""

    def _write(self, path: Path, letter: bytes) -> None:
        with tempfile.NamedTemporaryFile(dir=self.folder, prefix=".", delete=False) as file:
            file.write(letter)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)
