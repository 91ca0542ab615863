"""Answers that are files: always a download, which no browser runs and nobody caches (P23)."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from flask import Response, send_file

ZIP = "application/zip"


def download(content: Path | IO[bytes], *, name: str, media_type: str) -> Response:
    """The file, under that name. An open file is closed when it has been sent."""
    response = send_file(
        content,
        mimetype=media_type,
        as_attachment=True,
        download_name=name,
        conditional=False,
        etag=False,
        max_age=0,
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def written(write: Callable[[IO[bytes]], None]) -> IO[bytes]:
    """A file without a name, filled by `write`: it is gone when it is closed, or when the filling fails."""
    file = TemporaryFile()  # noqa: SIM115 - closed when it has been sent
    try:
        write(file)
    except BaseException:
        file.close()
        raise
    return file
