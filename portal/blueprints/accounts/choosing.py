"""Choosing a password through a link: the same for invitations and resets. A GET of the link changes nothing."""

from flask import Response, request, url_for
from flask_babel import gettext as _

from portal.blueprints.accounts.forms import NewPasswordForm
from portal.clock import now
from portal.domain.people.models import AccessLink
from portal.domain.people.operations import choose_password
from portal.domain.people.passwords import NewPassword
from portal.domain.people.queries import open_link
from portal.domain.people.refusals import LinkSpent
from portal.web.admission import actor, remember
from portal.web.responses import changed, invalid, page

Choice = tuple[NewPasswordForm, NewPassword | None]


def link_of(token: str) -> AccessLink:
    """The link, when it still works. Refused: LinkSpent."""
    link = open_link(token, at=now())
    if link is None:
        raise LinkSpent
    return link


def chosen(token: str) -> Choice:
    """The form, and its password checked and hashed."""
    person = link_of(token).person
    form = NewPasswordForm()
    return form, form.new_password(person.name, person.email)


def shown(token: str, form: NewPasswordForm, *, status: int = 200) -> Response:
    """The page on which a password is chosen."""
    link = link_of(token)
    say = invalid if status != 200 else page  # noqa: PLR2004
    return say("accounts/choose_password.html", form=form, person=link.person, is_invitation=link.kind == "invitation")


def taken(token: str, done: Choice) -> Response:
    """Set it, sign in with it, go on."""
    form, new = done
    if new is None:
        return shown(token, form, status=422)
    started = choose_password(token, new, browser=request.user_agent.string, by=actor(), at=now())
    remember(started.token, started.actor)
    return changed(to=url_for("accounts.home.show"), notice=_("Your password is set, and you are signed in."))
