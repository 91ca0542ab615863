"""Answers that are files: always a download, which no browser runs and nobody caches (P23)."""

from pathlib import Path
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
