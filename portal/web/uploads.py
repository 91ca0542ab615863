"""Forms with files: taken in at once, kept while the form needs another look, judged by content (P23, S40).

A file that was put into a form stays with it, bound to the person and the form, until the form is taken: a sentence at
another field costs nobody a second upload.
"""

from functools import partial
from typing import Any

from flask import current_app, g, request
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage

from portal.adapters.scanner import takes_everything
from portal.clock import now
from portal.domain.attachments.models import Attachment
from portal.domain.attachments.operations import MEGABYTE, drop_upload, keep_upload
from portal.domain.attachments.queries import pending, pending_on
from portal.domain.attachments.store import Store
from portal.domain.errors import Refused
from portal.domain.house.queries import house
from portal.web.admission import actor
from portal.web.errors import said
from portal.web.forms import PortalForm


def store() -> Store:
    """Where this instance keeps its files, with its scanner."""
    return Store(current_app.config["PORTAL"].attachments, current_app.extensions.get("scanner", takes_everything))


class FilesForm(PortalForm):
    """A form that takes files. Its template includes ui/_files.html; its operation gets `form.uploads`."""

    files = MultipleFileField(_l("Files"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A form that is filled in from what was kept of it finds its files again."""
        super().__init__(*args, **kwargs)
        self.waiting: list[Attachment] = self._found_again() if self.kept_at else []

    def _found_again(self) -> list[Attachment]:
        if "pending_files" not in g:
            g.pending_files = pending_on(actor(), request.path)
        return g.pending_files.get(self.place, [])

    def validate(self, extra_validators: object = None) -> bool:
        """Take the files in even when another field needs a sentence; refuse each that can't be taken by its name."""
        others_are_fine = super().validate(extra_validators)
        self._drop_unwanted()
        self._take()
        if self.files.data or {"waiting", "without"} & set(request.form):
            self.waiting = pending(actor(), self.place)
        return others_are_fine and not self.files.errors

    @property
    def uploads(self) -> str | None:
        """Where the operation finds the files that come with this form; None when there are none."""
        return self.place if self.waiting else None

    def _drop_unwanted(self) -> None:
        for key in request.form.getlist("without")[:50]:
            drop_upload(key, by=actor(), at=now())

    def _take(self) -> None:
        for file in self.files.data or []:
            if isinstance(file, FileStorage) and file.filename:
                self._take_one(file, file.filename)

    def _take_one(self, file: FileStorage, name: str) -> None:
        stored = store().put(file.stream, house().attachment_limit_mb * MEGABYTE)
        file.close()
        keep = partial(keep_upload, stored, name, self.place, by=actor(), at=now())
        try:
            keep()
        except Refused as refusal:
            store().discard(stored.key)
            self.refuse("files", said(refusal))
        else:
            g.setdefault("keep_as_well", []).append(keep)  # again, should the operation refuse and roll this back
