"""Past all operations, with plain statements: the database itself gives nobody what is taken (A4, BE2, BE3, BE13)."""

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError

from portal.db import session, transaction
from portal.domain.booking.models import Allocation, Resource, Service
from portal.domain.booking.words import Kind
from tests.factories_booking import booked, held, live, make_a_service, make_advisor, make_place, make_shop, near, wall

NINE, TEN = wall("2026-06-02 09:00"), wall("2026-06-02 10:00")
ROWS = Allocation.__table__


@pytest.fixture
def taken(app) -> dict[str, int]:
    """Anna is booked from nine to ten and from ten to eleven, Ben from nine; a booking that gave its time back."""
    with app.app_context(), transaction():
        make_shop()
        anna, ben = make_advisor("Anna"), make_advisor("Ben")
        service = make_a_service(60)
        at_nine, at_ten, of_ben = booked(service, NINE, anna), booked(service, TEN, anna), booked(service, NINE, ben)
        rows = {row.booking_id: row for row in live()}
        begin = rows[at_nine.id].from_minute
        released = insert(ROWS).values(
            resource_id=anna.id, booking_id=of_ben.id, from_minute=begin + 30, to_minute=begin + 90, released_at=NINE
        )
        [released_id] = session().execute(released).inserted_primary_key
        yield {
            "anna": anna.id,
            "booking": at_nine.id,
            "begin": begin,
            "nine": rows[at_nine.id].id,
            "ten": rows[at_ten.id].id,
            "ben": rows[of_ben.id].id,
            "released": released_id,
        }


def refused(statement) -> bool:
    """Whether the database says no; what it did is undone."""
    try:
        with session().begin_nested() as inside:
            session().execute(statement)
            inside.rollback()
    except IntegrityError:
        return True
    return False


def row(taken: dict[str, int], first: int, last: int, **more: int) -> dict[str, int]:
    """So many minutes from nine o'clock on, of Anna."""
    return {
        "resource_id": taken["anna"],
        "booking_id": taken["booking"],
        "lane": 0,
        "from_minute": taken["begin"] + first,
        "to_minute": taken["begin"] + last,
        **more,
    }


@pytest.mark.parametrize(
    ("first", "last", "refuses"),
    [
        (0, 60, True),  # the same
        (15, 45, True),  # inside
        (-30, 150, True),  # around both
        (-30, 1, True),  # its first minute
        (119, 180, True),  # the last minute of the second
        (-60, 0, False),  # back to back
        (120, 180, False),
    ],
)
def test_inserted(taken, first, last, refuses):
    assert refused(insert(ROWS).values(row(taken, first, last))) is refuses


def test_inserted_two_at_once_that_are_in_each_others_way(taken):
    free = [row(taken, 300, 360), row(taken, 330, 390)]
    assert refused(insert(ROWS).values(free))
    assert not refused(insert(ROWS).values([free[0], row(taken, 360, 420)]))


@pytest.mark.parametrize(
    ("which", "change"),
    [
        ("released", {"released_at": None}),  # the state: what was cancelled lives again
        ("nine", {"to_minute": 61}),  # the time
        ("ten", {"from_minute": 59}),
        ("ten", {"from_minute": 0, "to_minute": 60}),
        ("ben", {"resource_id": "anna"}),  # the resource
        ("released", {"released_at": None, "from_minute": 0}),
    ],
)
def test_updated(taken, which, change):
    """Minutes count from nine o'clock."""
    values = {
        name: taken["begin"] + value if name.endswith("minute") else taken.get(value, value)
        for name, value in change.items()
    }
    assert refused(update(ROWS).where(ROWS.c.id == taken[which]).values(values))
    assert near(live()) == []


def test_updated_all_together(taken):
    """Both are moved onto each other by one statement."""
    both = ROWS.c.id.in_([taken["nine"], taken["ten"]])
    assert refused(update(ROWS).where(both).values(from_minute=taken["begin"], to_minute=taken["begin"] + 60))


def test_updated_to_where_nobody_is(taken):
    """What is free is free: another lane of it, another time, given back."""
    for change in ({"lane": 1}, {"to_minute": taken["begin"] + 30}, {"released_at": NINE}):
        assert not refused(update(ROWS).where(ROWS.c.id == taken["nine"]).values(change))


def test_what_a_visitor_holds_and_a_lane_of_a_pool(taken):
    """A hold takes a time like a booking; a lane of a pool is one place."""
    pool = make_place(Kind.PLACE, "Seats", capacity=2)
    held(make_a_service(60, (Kind.PLACE,)), NINE)
    [of_hold] = [one for one in live() if one.hold_id]
    there = row(taken, 30, 90, resource_id=pool.id, lane=of_hold.lane)
    assert refused(insert(ROWS).values(there))
    assert not refused(insert(ROWS).values({**there, "lane": 1 - of_hold.lane}))


def write_past_everything(resource_id: int, booking_id: int, first: int) -> str:
    """One row, by a process that asks nobody."""
    session().execute(
        insert(ROWS).values(
            resource_id=resource_id, booking_id=booking_id, from_minute=first, to_minute=first + 60, lane=0
        )
    )
    return "written"


@pytest.mark.slow
def test_written_by_three_processes_at_once_one_has_it(app, at_once):
    """Each overlaps both others; none asks for a lock."""
    with app.app_context(), transaction():
        make_shop()
        anna = make_advisor("Anna")
        booking = booked(make_a_service(60), NINE)
        begin = live()[0].from_minute
    for turn in range(1, 4):
        first = begin + 200 * turn
        said = at_once(*((write_past_everything, anna.id, booking.id, first + 20 * n) for n in range(3)))
        assert sorted(said) == ["IntegrityError", "IntegrityError", "written"]


def test_what_is_referred_to_is_not_deleted(taken):
    """Neither the advisor nor the service of a booking."""
    for model in (Resource, Service):
        found = session().scalar(select(model.id).order_by(model.id))
        with pytest.raises(IntegrityError), session().begin_nested():
            session().execute(text(f"DELETE FROM {model.__tablename__} WHERE id = :id"), {"id": found})
