"""Forms that notice when somebody else changed the thing meanwhile. What was typed stays; the reader is told."""

from wtforms import HiddenField

from portal.web.forms import PortalForm


class VersionedForm(PortalForm):
    """Carries the version that its writer had before their eyes; the operation refuses when it is old."""

    version = HiddenField(default="1")
    changed_meanwhile = False  # a kept draft was begun on an older version: the template says so

    def begin_at(self, version: int) -> None:
        """Stand on this version from now on. Called where the form is shown, not where it is sent."""
        self.changed_meanwhile = self.kept_at is not None and str(self.version.data) != str(version)
        self.version.data = str(version)

    @property
    def seen_version(self) -> int:
        """What the writer saw; 0, which nothing has, when the field holds no number."""
        text = str(self.version.data or "")
        return int(text) if text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004
