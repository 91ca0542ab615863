"""The service desk's promises: notices to acknowledge, requests to answer, customers to call (Q7, A21, A22).

All of them are one query and one count, over what falls due within a day: three short ranges of indexes. Who doesn't
work at the desk has none of it, and costs no query.
"""

from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    String,
    bindparam,
    case,
    cast,
    func,
    literal,
    literal_column,
    null,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from portal.db import UtcDateTime, session
from portal.domain.appointments.models import Appointment, Notice
from portal.domain.appointments.preparation_words import STEPS, News
from portal.domain.appointments.preparing import is_open
from portal.domain.booking.models import Booking
from portal.domain.customers.models import Asset, Customer
from portal.domain.house.trade import Step
from portal.domain.outreach.models import Invite
from portal.domain.outreach.rules import State as InviteState
from portal.domain.promises.rules import FALLS_DUE_SOON, Kind, Promise
from portal.domain.promises.wanted import Asked, Counted
from portal.domain.tickets.rules import Standing

KNOWS = frozenset({"text"})
STEP_OF = {Step.CALLS: Kind.CONFIRMATION, Step.OUTREACH: Kind.CALL_BACK}
KINDS = (Kind.NOTICE, Kind.REQUEST, Kind.CONFIRMATION, Kind.CALL_BACK)


def upcoming(asked: Asked) -> list[Promise]:
    """Those that fall due within a day, the soonest first. One query."""
    if asked.begin is not None and asked.begin.rank > Standing.RUNNING:
        return []
    parts = _asked_for(asked)
    rows = union_all(*parts).subquery()
    found = select(rows).order_by(rows.c.due_at, rows.c.place, rows.c.number).limit(asked.most)
    rows_found = session().connection().execute(found, _moments(asked)).all()
    return [Promise._make((*row[:2], int(Standing.RUNNING), *row[2:-1])) for row in rows_found]


def counted(asked: Asked) -> Counted:
    """How many fall due within a day."""
    return Counted(select(func.count()).select_from(union_all(*_asked_for(asked)).subquery()), _moments(asked))


def _moments(asked: Asked) -> dict[str, Any]:
    return {"at": asked.at, "soon": asked.within(FALLS_DUE_SOON), "gone": asked.at - FALLS_DUE_SOON}


def _asked_for(asked: Asked) -> list[Select[*tuple[Any, ...]]]:
    """All parts but those of steps that the house leaves out."""
    left_out = {STEP_OF[step] for step in asked.wanted.without if step in STEP_OF}
    return [
        _narrowed(part, asked, kinds, due, number, words)
        for part, kinds, due, number, words in _parts()
        if left_out.isdisjoint(kinds)
    ]


Part = tuple[
    Select[*tuple[Any, ...]],
    tuple[Kind, ...],
    InstrumentedAttribute[Any],
    InstrumentedAttribute[Any],
    InstrumentedAttribute[str],
]


@cache
def _parts() -> tuple[Part, ...]:
    """Notices and requests; calls before the time; calls that were promised. Each in the order of Promise's fields."""
    notices = _notices()
    calls = (
        _row(
            literal_column(f"'{Kind.CONFIRMATION}'"),
            _place(Kind.CONFIRMATION),
            (Appointment.booking_id, Appointment.confirm_due_at, Booking.booked_at),
            (Booking.contact_name, Booking.plate),
        )
        .join(Booking, Booking.id == Appointment.booking_id)
        # The call is due a day before at the earliest: those of years ago, which nobody made, aren't walked through
        .where(Appointment.confirm_due_at >= _moment("gone"), Appointment.confirm_due_at <= _moment("soon"))
        .where(Booking.start_at > _moment("at"))
        .where(Booking.cancelled_at.is_(None), Appointment.arrived_at.is_(None))
    )
    promised = (
        _row(
            literal_column(f"'{Kind.CALL_BACK}'"),
            _place(Kind.CALL_BACK),
            (Invite.id, Invite.promised_at, Invite.made_at),
            (Customer.name, Asset.plate),
        )
        .join(Customer, Customer.id == Invite.customer_id)
        .join(Asset, Asset.id == Invite.asset_id)
        .where(Invite.promised_at <= _moment("soon"), Invite.state == InviteState.OPEN)
    )
    return (
        (notices, (Kind.REQUEST, Kind.NOTICE), Notice.due_at, Notice.id, Booking.contact_name),
        (calls, (Kind.CONFIRMATION,), Appointment.confirm_due_at, Appointment.booking_id, Booking.contact_name),
        (promised, (Kind.CALL_BACK,), Invite.promised_at, Invite.id, Customer.name),
    )


def _notices() -> Select[*tuple[Any, ...]]:
    is_request = Notice.news == News.REQUESTED
    kinds: dict[Kind, ColumnElement[str]] = {kind: literal_column(f"'{kind}'") for kind in (Kind.REQUEST, Kind.NOTICE)}
    return (
        _row(
            case((is_request, kinds[Kind.REQUEST]), else_=kinds[Kind.NOTICE]),
            case((is_request, _place(Kind.REQUEST)), else_=_place(Kind.NOTICE)),
            (Notice.id, Notice.due_at, Notice.at),
            (Booking.contact_name, Booking.plate),
            why=Notice.side,
        )
        .join(Booking, Booking.id == Notice.booking_id)
        .where(is_open(), Notice.due_at <= _moment("soon"), Notice.start_at > _moment("gone"))
    )


def _row(
    kind: ColumnElement[Any],
    place: ColumnElement[Any],
    facts: tuple[InstrumentedAttribute[Any], ...],
    whose: tuple[InstrumentedAttribute[str], ...],
    why: ColumnElement[Any] | InstrumentedAttribute[str] | None = None,
) -> Select[*tuple[Any, ...]]:
    number, due_at, since_at = facts
    name, plate = whose
    empty: ColumnElement[str] = literal_column("''")
    return select(
        kind.label("kind"),
        number.label("number"),
        due_at.label("due_at"),
        since_at.label("since_at"),
        name.label("title"),
        literal_column("0").label("severity"),
        empty.label("state"),
        plate.label("organisation"),
        empty.label("plan"),
        cast(null(), String).label("assignee"),
        (empty if why is None else why).label("why"),
        place.label("place"),
    )


def _narrowed(
    part: Select[*tuple[Any, ...]],
    asked: Asked,
    kinds: tuple[Kind, ...],
    due: InstrumentedAttribute[Any],
    number: InstrumentedAttribute[Any],
    words: InstrumentedAttribute[str],
) -> Select[*tuple[Any, ...]]:
    """By text, by the sides that are told in this house, and to what comes after a place."""
    untold = [side for side, step in STEPS.items() if step in asked.wanted.without]
    if untold and Kind.NOTICE in kinds:
        part = part.where(Notice.side.not_in(untold) | (Notice.news == News.REQUESTED))
    if asked.wanted.filters.text:
        part = part.where(words.icontains(asked.wanted.filters.text, autoescape=True))
    if asked.begin is None:
        return part
    after = {kind: asked.begin.bound_for(kind) for kind in kinds}
    if len(kinds) == 1:
        ((_rank, due_at, bound),) = after.values()
        return part.where(tuple_(due, number) > tuple_(literal(due_at, due.type), literal(bound)))
    (_rank, due_at, requests), (*_same, notices) = (after[kind] for kind in kinds)
    bound_of = case((Notice.news == News.REQUESTED, literal(requests)), else_=literal(notices))
    return part.where(tuple_(due, number) > tuple_(literal(due_at, due.type), bound_of))


def _place(kind: Kind) -> ColumnElement[Any]:
    return literal_column(str(list(Kind).index(kind)))


def _moment(name: str) -> BindParameter[Any]:
    return bindparam(name, type_=UtcDateTime())
