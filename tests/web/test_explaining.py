"""A deadline in words, in both languages (S56)."""

from datetime import UTC, datetime, timedelta

from flask import g
from flask_babel import force_locale

from portal.domain.actors import NOBODY
from portal.domain.calendars.drafts import guide_calendar
from portal.domain.deadlines.rules import Clock, Target, promised
from portal.web.explaining import explained

HOURS = guide_calendar().hours()


def lines(app, target, opened, locale="en"):
    with app.test_request_context(), force_locale(locale):
        g.actor = NOBODY
        return explained(promised(target, HOURS, opened), HOURS.name, HOURS.zone)


def test_s56_every_span_and_the_holiday_between_them_in_the_order_of_time(app):
    target = Target(Clock.BUSINESS, timedelta(hours=4), "Advanced", 2)

    assert lines(app, target, datetime(2026, 9, 4, 23, tzinfo=UTC)) == [
        (
            "Fri 4 Sep 19:00 EDT",
            "Advanced, severity 2: an answer within 4 h of the calendar US business hours. Counted from here.",
        ),
        ("Fri 4 Sep 19:00–20:00", "1 h counted"),
        ("Mon 7 Sep", "Labor Day: closed"),
        ("Tue 8 Sep 08:00–11:00", "3 h counted"),
        ("Tue 8 Sep 11:00 EDT", "4 h are used up: the answer is due."),
    ]


def test_se4_around_the_clock_over_the_repeated_hour_says_both_offsets(app):
    target = Target(Clock.ALWAYS, timedelta(hours=1), "Elite", 1)

    said = lines(app, target, datetime(2026, 11, 1, 5, 30, tzinfo=UTC))

    assert said[1] == ("Sun 1 Nov 01:30 EDT – Sun 1 Nov 01:30 EST", "1 h counted")


def test_s9_best_effort_says_so(app):
    target = Target(Clock.BUSINESS, None, "Incident pack", 1)

    assert lines(app, target, datetime(2026, 9, 4, tzinfo=UTC)) == [
        ("", "Incident pack, severity 1: best effort, no deadline.")
    ]


def test_s56_dates_are_in_the_readers_language(app):
    target = Target(Clock.BUSINESS, timedelta(hours=1), "Elite", 2)

    assert lines(app, target, datetime(2026, 9, 8, 13, tzinfo=UTC), "zh_Hans")[1][0] == "9月8日 周二 09:00–10:00"
