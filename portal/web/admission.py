"""Who is this, and may they: decided once for every request, before the view runs. Silence is a start-up error."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf.csrf import CSRFError, CSRFProtect

from portal.clock import now
from portal.domain.actors import NOBODY, Actor
from portal.domain.errors import N_, NotThere, Refused, RightMissing
from portal.domain.people.devices import device_holding
from portal.domain.people.displays import screen_holding
from portal.domain.people.operations import note_seen
from portal.domain.people.queries import signed_in
from portal.domain.people.rules import Board
from portal.domain.rights import Right
from portal.web.steps import is_off

View = TypeVar("View", bound=Callable[..., Any])
DEVICE_COOKIE = "deskbell_device"
DEVICE_KEPT = timedelta(days=400)  # longer than that no browser keeps a cookie
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
login_manager = LoginManager()
csrf = CSRFProtect()


class SignInNeeded(Refused):
    """Nobody is signed in, or no longer."""

    sentence = N_("Sign in to go on. What you typed is kept.")
    status = 401


class ScreenWithoutLink(NotThere):
    """No link opens this address: it was revoked, mistyped or never made, which nobody is told apart (Q6)."""

    sentence = N_(
        "This address shows nothing any more, or never did. An administrator makes a new one in the settings."
    )


class SignedIn(UserMixin):
    """What Flask-Login keeps in the cookie: the token of a sign-in, not the number of a person."""

    def __init__(self, token: str, actor: Actor) -> None:
        """The token and whom it stands for."""
        self.token = token
        self.actor = actor

    def get_id(self) -> str:
        """Flask-Login stores this."""
        return self.token


@login_manager.user_loader
def _load(token: str) -> SignedIn | None:
    device, address = request.cookies.get(DEVICE_COOKIE, ""), request.remote_addr
    actor = signed_in(token, at=now(), device=device, address=address, request_id=g.request_id)
    return SignedIn(token, actor) if actor else None


def public(view: View) -> View:
    """Everybody may see this, signed in or not (P5)."""
    view.right = None  # type: ignore[attr-defined]
    return view


def requires(needed: Right | Callable[..., object]) -> Callable[[View], View]:
    """Only those with this right; given an operation, the right that it needs, so that it is written once."""
    right = needed if isinstance(needed, Right) else needed.right  # type: ignore[attr-defined]

    def declare(view: View) -> View:
        view.right = right  # type: ignore[attr-defined]
        return view

    return declare


def shown_on(board: Board) -> Callable[[View], View]:
    """Only screens that hold a link to this board: the `token` in the address. Who else is signed in doesn't count."""

    def declare(view: View) -> View:
        view.right, view.board = Right.WALL_SEE, board  # type: ignore[attr-defined]
        return view

    return declare


def signed(view: View) -> View:
    """A machine sends this and signs it; the view looks at the signature. No browser's form, so no token is asked."""
    view.is_signed = True  # type: ignore[attr-defined]
    return view


def beforehand(work: Callable[..., object]) -> Callable[[View], View]:
    """Slow work that only reads, such as hashing a password: done before the writing transaction; nobody waits.

    It gets the view's arguments; what it returns is given to the view as `done`. Its refusals are answered as usual.
    """

    def declare(view: View) -> View:
        view.beforehand = work  # type: ignore[attr-defined]
        return view

    return declare


def by_itself(view: View) -> View:
    """A page sends this without anybody touching it: it keeps no shared tablet open (P4)."""
    view.comes_by_itself = True  # type: ignore[attr-defined]
    return view


def actor() -> Actor:
    """Who acts in this request."""
    return g.actor


def admit() -> None:
    """Find out who this is; refuse who may not. A stranger's POST is refused before its form is read.

    Looked up anew each time: who was admitted for work done beforehand may have been signed out, or lost a right, while
    this waited for the write lock.
    """
    g.pop("_login_user", None)
    g.actor = current_user.actor if current_user.is_authenticated else visitor()
    if request.routing_exception is not None:
        return  # no such page: the error page still knows who looks at it
    view = current_app.view_functions[request.endpoint or ""]
    right = view.right  # type: ignore[attr-defined]
    if (board := getattr(view, "board", None)) is not None:
        g.actor = screen(board)
    elif right is not None and not g.actor.is_known:
        raise SignInNeeded
    if request.method not in SAFE_METHODS:
        refuse_other_sites()
        if not hasattr(view, "is_signed"):
            csrf.protect()
    if right is not None and not g.actor.may(right):
        raise RightMissing
    if is_off(view):
        raise NotThere


def screen(board: Board) -> Actor:
    """Whose link the address carries. Unknown, revoked and mistyped ones are one 404, like nothing there (Q6)."""
    token = str((request.view_args or {})["token"])
    found = screen_holding(token, board, address=request.remote_addr, request_id=g.request_id)
    if found is None:
        raise ScreenWithoutLink
    return found


def visitor() -> Actor:
    """Somebody not signed in, with the address that attempts are counted under; on a shared tablet, with that."""
    nobody = replace(NOBODY, address=request.remote_addr, request_id=g.request_id)
    token = request.cookies.get(DEVICE_COOKIE, "")
    device = device_holding(token) if token else None
    return replace(nobody, device_id=device.id, device=device.name) if device else nobody


def refuse_other_sites() -> None:
    """A form on another site is not ours, whatever it carries.

    In place of a check of Referer, which pages with secret links don't send.
    """
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        raise CSRFError


def note_use() -> None:
    """Note that the sign-in is in use; in the writing transaction, so no GET does."""
    view = current_app.view_functions.get(request.endpoint or "")
    if g.actor.is_known and not (g.actor.device_id and hasattr(view, "comes_by_itself")):
        note_seen(by=g.actor, at=now())


def remember(token: str, signed: Actor) -> None:
    """Begin this browser's sign-in: a fresh session (against fixation) that carries the sign-in's token."""
    _clear_session_but("locale", "hand")
    session.permanent = True
    login_user(SignedIn(token, signed))
    g.actor = signed


def remember_device(response: Response, token: str) -> Response:
    """Make this browser a shared tablet: a cookie that no script reads, for as long as browsers keep one (P4)."""
    response.set_cookie(
        DEVICE_COOKIE,
        token,
        max_age=DEVICE_KEPT,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def forget() -> None:
    """End this browser's sign-in."""
    logout_user()
    _clear_session_but("hand")
    g.actor = visitor()


def _clear_session_but(*names: str) -> None:
    """What was chosen for this browser, whoever holds it, stays: its language; on a tablet, the thumb's side (U3)."""
    chosen = {name: session[name] for name in names if name in session}
    session.clear()
    session.update(chosen)


def init_admission(app: Flask) -> None:
    """Wire Flask-Login and CSRF protection; every view must say who may see it."""
    login_manager.init_app(app)
    csrf.init_app(app)
    app.before_request(_begin)


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    g.actor = NOBODY


def refuse_silence(app: Flask) -> None:
    """Stop the start when a view says nothing about who may see it."""
    silent = [endpoint for endpoint, view in app.view_functions.items() if not hasattr(view, "right")]
    if silent:
        message = f"Say @public or @requires(...) above these views: {', '.join(sorted(silent))}"
        raise RuntimeError(message)
