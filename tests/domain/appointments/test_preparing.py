"""Workshop, parts and front desk are told, customers called and reminded (A20-A22, BR19, BR28-BR35, BE41-BE43)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from portal.db import session
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.appointments.drafts import AppointmentDraft, DetailsDraft
from portal.domain.appointments.links import appointment_by_link, new_keys
from portal.domain.appointments.models import Contact, Notice, Reminder
from portal.domain.appointments.operations import (
    appoint,
    call_off,
    confirm_appointment,
    edit_details,
    move_appointment,
)
from portal.domain.appointments.operations.amendments import amend_sheet
from portal.domain.appointments.operations.contacts import note_contact, record_call
from portal.domain.appointments.operations.notices import (
    acknowledge_for_parts,
    acknowledge_for_workshop,
    leave_past_notices,
)
from portal.domain.appointments.operations.readiness import tick_ready
from portal.domain.appointments.operations.reminders import remind_next_customer, take_back_stale_reminders
from portal.domain.appointments.preparation_words import News, Readiness, Result, Side, is_short_notice
from portal.domain.appointments.prepared import desk_for, notices_of, told_and_read, unacknowledged_of
from portal.domain.appointments.refusals import AppointmentOver, SheetClosed, SheetOpen
from portal.domain.appointments.sheets import sheet_for
from portal.domain.appointments.words import Purpose
from portal.domain.errors import RightMissing
from portal.domain.outbox.models import Mail
from portal.domain.rights import Role
from tests.factories_booking import DESK, NOW, booking_draft, contact, make_a_service, to, wall
from tests.factories_people import actor_of, make_person

NINE, TEN = wall("2026-06-02T09:00"), wall("2026-06-02T10:00")
HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
REMINDERS = ("appointment_reminder",)


@pytest.fixture
def service(anna):
    return make_a_service()


@pytest.fixture
def nina(shop):
    """A person: calls and ticks name who it was."""
    return actor_of(make_person(Role.ADMINISTRATOR, name="Nina"))


def made(service, start_at=NINE, *, by=NOBODY, at=NOW, said=None):
    draft = AppointmentDraft(booking_draft(service, start_at, contact=said or contact()))
    return appoint(draft, new_keys(), by=by, at=at)


def rows(model, appointment):
    return list(session().scalars(select(model).where(model.booking_id == appointment.booking_id).order_by(model.id)))


def stand(appointment):
    return [(one.side, one.news) for one in rows(Notice, appointment) if one.superseded_at is None]


def reminded() -> int:
    """How many reminders are in the outbox, sent or not."""
    return session().scalar(select(func.count()).select_from(Mail).where(Mail.kind.in_(REMINDERS))) or 0


def remind(at) -> int:
    """What the worker does when it looks at that moment."""
    while remind_next_customer(by=SYSTEM, at=at):
        session().flush()
    return reminded()


class TestNotices:
    def test_a_booking_a_move_and_a_cancellation_tell_all_sides_at_once(self, service):
        """A21, BR31-BR33."""
        appointment = made(service)
        assert stand(appointment) == [(side, News.BOOKED) for side in Side]
        move_appointment(appointment, to(TEN), by=DESK, at=NOW)
        assert stand(appointment) == [(side, News.MOVED) for side in Side]
        call_off(appointment, by=DESK, at=NOW)
        assert stand(appointment) == [(side, News.CANCELLED) for side in Side]

    @pytest.mark.usefixtures("anna")
    def test_a_request_waits_for_the_desks_yes_and_tells_the_others_then(self):
        """BR25: due within an hour of opening hours."""
        appointment = made(make_a_service(is_confirmed_at_once=False))
        (waiting,) = rows(Notice, appointment)
        assert (waiting.side, waiting.news, waiting.due_at) == (Side.FRONT_DESK, News.REQUESTED, NOW + HOUR)
        assert appointment.confirm_due_at is None
        confirm_appointment(appointment, by=DESK, at=NOW + MINUTE)
        assert stand(appointment) == [(side, News.BOOKED) for side in Side]

    @pytest.mark.usefixtures("anna")
    def test_a_request_that_is_moved_waits_anew_for_the_desks_yes(self):
        """BR25: one notice, of the new time."""
        appointment = made(make_a_service(is_confirmed_at_once=False))
        move_appointment(appointment, to(TEN), by=NOBODY, at=NOW + MINUTE)
        (waiting,) = (one for one in rows(Notice, appointment) if one.superseded_at is None)
        assert (waiting.news, waiting.before_at, waiting.start_at) == (News.REQUESTED, NINE, TEN)
        assert waiting.due_at == NOW + MINUTE + HOUR

    def test_each_side_acknowledges_for_itself_once_and_who_and_when_is_kept(self, service, nina):
        """BR33: the first who presses, and nobody without the right."""
        appointment = made(service)
        (told,) = told_and_read(DESK, Side.WORKSHOP, NOW)[0]
        with pytest.raises(RightMissing):
            acknowledge_for_parts(told.notice, by=actor_of(make_person(Role.WORKSHOP)), at=NOW)
        acknowledge_for_workshop(told.notice, by=nina, at=NOW)
        acknowledge_for_workshop(told.notice, by=actor_of(make_person(Role.WORKSHOP)), at=NOW + HOUR)
        session().refresh(told.notice)
        assert (told.notice.acknowledged_by_id, told.notice.acknowledged_at) == (nina.person_id, NOW)
        assert told_and_read(DESK, Side.WORKSHOP, NOW)[0] == []
        open_sides = {one.side for one in unacknowledged_of([appointment.booking_id])[appointment.booking_id]}
        assert open_sides == {Side.PARTS, Side.FRONT_DESK}

    def test_what_is_not_acknowledged_is_due_two_hours_before(self, service):
        """A21; what is booked later than that, at once."""
        assert {one.due_at for one in rows(Notice, made(service))} == {NINE - 2 * HOUR}
        late = made(service, TEN, by=DESK, at=TEN - HOUR)
        assert {one.due_at for one in rows(Notice, late)} == {TEN - HOUR}

    def test_what_nobody_read_is_over_a_day_after_its_time_and_stays_unread(self, service):
        """A21: neither acknowledged nor open, and never one of what is ahead; a second time nothing happens."""
        over, ahead = made(service), made(service, TEN + DAY)
        for at in (NINE + DAY - MINUTE, NINE + DAY, NINE + DAY + MINUTE):
            assert leave_past_notices(by=SYSTEM, at=at) is False
        assert {one.superseded_at for one in rows(Notice, over)} == {NINE + DAY}
        assert {one.acknowledged_at for one in notices_of(over.booking_id)} == {None}
        assert [one.notice.booking_id for one in told_and_read(DESK, Side.PARTS, NOW)[0]] == [ahead.booking_id]


class TestCalls:
    def test_an_hour_before_the_customer_is_to_be_called(self, service):
        """BR35, A22: sorted by time."""
        later, sooner = made(service, TEN), made(service)
        assert sooner.confirm_due_at == NINE - HOUR
        found = desk_for(DESK, NINE - 2 * HOUR).calls
        assert [one.line.appointment for one in found] == [sooner, later]
        tick_ready(sooner, Readiness.BAY, by=DESK, at=NOW)
        assert desk_for(DESK, NINE - HOUR).calls[0].ready == {"bay"}

    def test_booked_forty_minutes_before_it_is_confirm_now_and_never_past_due(self, service):
        """BE43."""
        at = NINE - 40 * MINUTE
        appointment = made(service, by=DESK, at=at)
        assert at < appointment.confirm_due_at <= at + 10 * MINUTE
        assert [one.due_at for one in rows(Reminder, appointment)] == []
        assert is_short_notice(appointment.confirm_due_at, at)
        assert not is_short_notice(at + DAY + 5 * MINUTE, at)  # a day and five minutes ahead is no five minutes

    def test_nobody_answers_twice_and_it_is_at_risk(self, service, nina):
        """A22, BR19: tried again after some minutes; each call with its person and time."""
        appointment, at = made(service), NINE - HOUR
        record_call(appointment, Result.NO_ANSWER, 1, by=nina, at=at)
        record_call(appointment, Result.NO_ANSWER, 1, by=nina, at=at)  # the same touch, sent twice
        assert (appointment.confirm_due_at, appointment.at_risk_at) == (at + 10 * MINUTE, None)
        record_call(appointment, Result.NO_ANSWER, 2, by=nina, at=at + 10 * MINUTE)
        assert (appointment.confirm_due_at, appointment.at_risk_at) == (None, at + 10 * MINUTE)
        assert [one.line.appointment for one in desk_for(DESK, at + 20 * MINUTE).calls] == [appointment]
        record_call(appointment, Result.COMING, 3, by=nina, at=at + 20 * MINUTE)
        assert (appointment.coming_at, appointment.at_risk_at) == (at + 20 * MINUTE, None)
        assert [(one.number, one.by_id) for one in rows(Contact, appointment)] == [
            (n, nina.person_id) for n in (1, 2, 3)
        ]
        assert desk_for(DESK, at + 20 * MINUTE).calls == []

    def test_who_cancels_on_the_phone_frees_the_time_and_who_has_begun_is_asked_nothing(self, service, nina):
        appointment, begun = made(service), made(service, TEN)
        record_call(appointment, Result.CANCELS, 1, by=nina, at=NINE - HOUR)
        assert not appointment.booking.is_live
        with pytest.raises(AppointmentOver):
            record_call(begun, Result.COMING, 1, by=nina, at=TEN)


class TestReminders:
    def test_down_for_ten_minutes_they_go_out_late_and_once(self, service):
        """BE41."""
        appointment = made(service, NINE + DAY)
        due = [one.due_at for one in rows(Reminder, appointment)]
        assert due == [NINE, NINE + DAY - HOUR]
        assert (remind(NINE - MINUTE), remind(NINE + 10 * MINUTE), remind(NINE + 11 * MINUTE)) == (0, 1, 1)
        assert remind(NINE + DAY - HOUR) == 2

    def test_a_reminder_has_links_of_its_own_and_those_of_earlier_mails_work_on(self, service):
        """A1, A22: nobody has to look for the mail with which they booked."""
        appointment = made(service, NINE + DAY)
        remind(NINE)
        mails = [one.values for one in session().scalars(select(Mail).order_by(Mail.id))]
        for purpose in (Purpose.SEE, Purpose.MOVE, Purpose.CANCEL):
            paths = {mail[f"{purpose}_path"] for mail in mails}
            opened = [appointment_by_link(path.rsplit("/", 1)[1], purpose, NINE) for path in paths]
            assert opened == [appointment, appointment]

    def test_none_goes_out_once_the_time_has_come(self, service):
        """BE41: the worker was away too long, or the mail server."""
        made(service, NINE + DAY)
        assert remind(NINE) == 1
        assert remind(NINE + DAY) == 1
        take_back_stale_reminders(by=SYSTEM, at=NINE + DAY)
        assert reminded() == 0

    def test_a_move_moves_them_and_a_cancellation_ends_them(self, service):
        """BE42: the call as well; also what waits in the outbox."""
        moved, cancelled = made(service, NINE + DAY), made(service, TEN + DAY)
        assert remind(TEN) == 2
        session().execute(
            update(Mail).where(Mail.values["reference"].as_string() == moved.booking.reference).values(sent_at=TEN)
        )
        move_appointment(moved, to(NINE + 3 * DAY), by=DESK, at=TEN + MINUTE)
        call_off(cancelled, by=DESK, at=TEN + MINUTE)
        waiting = [(one.booking_id, one.due_at) for one in rows(Reminder, moved) if one.done_at is None]
        assert waiting == [(moved.booking_id, NINE + 2 * DAY), (moved.booking_id, NINE + 3 * DAY - HOUR)]
        assert (moved.confirm_due_at, cancelled.confirm_due_at) == (NINE + 3 * DAY - HOUR, None)
        assert reminded() == 1
        assert remind(NINE + 2 * DAY + MINUTE) == 2

    def test_moved_there_and_back_the_same_reminder_goes_out_once(self, service):
        """BE42."""
        appointment = made(service, NINE + DAY)
        assert remind(NINE) == 1
        session().execute(update(Mail).values(sent_at=NINE))
        move_appointment(appointment, to(TEN + DAY), by=DESK, at=NINE - HOUR)
        move_appointment(appointment, to(NINE + DAY), by=DESK, at=NINE - HOUR)
        assert remind(NINE + MINUTE) == 1


class TestRegister:
    def test_a_sheet_holds_one_day_by_time_and_counts_anew(self, service, nina):
        """A20, BR28-BR30: no second entry."""
        made(service, NINE + DAY)
        made(service, TEN)
        made(service)
        note_contact(made(service, TEN + HOUR), 1, by=nina, at=NOW)
        sheet = sheet_for(DESK, date(2026, 6, 2), NOW)
        assert [(row.number, row.line.booking.start_at) for row in sheet.rows] == [(1, NINE), (2, TEN), (3, TEN + HOUR)]
        assert [one.by.name for one in sheet.rows[2].contacts] == ["Nina"]
        assert [row.number for row in sheet_for(DESK, date(2026, 6, 3), NOW).rows] == [1]
        assert sheet_for(NOBODY, date(2026, 6, 2), NOW).rows == ()

    def test_it_closes_with_its_day_in_the_shops_zone_and_is_amended_underneath(self, service, nina):
        """BR30."""
        appointment, on = made(service), date(2026, 6, 2)
        midnight = wall("2026-06-03T00:00")
        with pytest.raises(SheetOpen):
            amend_sheet(on, "Came with a friend", by=nina, at=midnight - MINUTE)
        assert not sheet_for(DESK, on, midnight - MINUTE).is_closed
        with pytest.raises(SheetClosed):
            note_contact(appointment, 1, by=nina, at=midnight)
        amend_sheet(on, "Came with a friend", by=nina, at=midnight)
        sheet = sheet_for(DESK, on, midnight)
        assert sheet.is_closed
        assert [(one.words, one.by.name) for one in sheet.amendments] == [("Came with a friend", "Nina")]

    def test_details_edited_after_the_day_stand_under_the_sheet(self, service, nina):
        """BR30: before its end they just change; a change of nothing is no amendment."""
        appointment, on, midnight = made(service), date(2026, 6, 2), wall("2026-06-03T00:00")
        edit_details(appointment, DetailsDraft("Oil"), 1, by=nina, at=midnight - MINUTE)
        edit_details(appointment, DetailsDraft("Brakes"), 2, by=nina, at=midnight)
        edit_details(appointment, DetailsDraft("Brakes"), 3, by=nina, at=midnight)
        (line,) = sheet_for(DESK, on, midnight).amendments
        assert line.words == f"{appointment.booking.reference} · Mei Lin · Oil → Brakes"


def test_a_desk_with_more_calls_than_its_page_shows_has_its_notices_all_the_same(service, monkeypatch):
    """With 200 customers to be called the page of the front desk failed as a whole (A22)."""
    monkeypatch.setattr("portal.domain.appointments.prepared.MOST", 1)
    for hour in range(3):
        made(service, NINE + hour * HOUR)
    session().execute(update(Notice).values(acknowledged_at=NOW))
    late = made(service, NINE + 3 * HOUR)
    desk = desk_for(DESK, NINE - HOUR)
    assert [one.notice.booking_id for one in desk.told] == [late.booking_id]
    assert [one.line.booking.start_at for one in desk.calls] == [NINE]
    assert desk.later == desk.calls[0].line.booking.id
