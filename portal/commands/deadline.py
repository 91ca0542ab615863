"""portal deadline: when a promise runs out, and why, without opening a ticket (S48, S56)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import click
from flask import Flask
from sqlalchemy.exc import DBAPIError

from portal.commands._explaining import explained, explained_silence
from portal.commands._instance import app_of, instance_option
from portal.commands._lines import Line, Unreadable, answer_lines, iso, moment_from, severity_from
from portal.db import read_only
from portal.domain.calendars.hours import WorkingHours
from portal.domain.calendars.queries import calendars, working_hours_of
from portal.domain.calendars.rules import BusinessDay, business_day
from portal.domain.deadlines.rules import Promise, Target, promised, target_from
from portal.domain.errors import Refused
from portal.domain.house.queries import house
from portal.domain.organisations.queries import plan_with_all, plans

jsonl_option: Callable[[Any], Any] = click.option(
    "--jsonl", is_flag=True, help="Read JSON lines from standard input, write one for each."
)


@click.group()
def command() -> None:
    """Say when a promise runs out, by the plans and calendars of this instance."""


@command.command("first-response")
@click.option("--plan", help="essential, advanced, elite, elite-multinational, ...")
@click.option("--severity", type=click.IntRange(1, 4), help="1 is the highest.")
@click.option("--opened", help="ISO 8601 with its offset, for example 2026-03-06T19:30:00-05:00.")
@jsonl_option
@instance_option
def first_response(plan: str | None, severity: int | None, opened: str | None, *, jsonl: bool, instance: str) -> None:
    """When the first answer is due, and how that moment comes about.

    With --jsonl: {"plan": ..., "severity": ..., "opened": ...} gives {"due": ..., "spans": [[start, end], ...]} in UTC.
    """
    if not jsonl and None in (plan, severity, opened):
        raise click.UsageError("Give --plan, --severity and --opened, or --jsonl.")
    with _looking(instance):
        promises = Promises()
        if jsonl:
            answer_lines(promises.answer)
        else:
            promise, hours = promises.of(plan, severity, moment_from(opened, "opened"))
            click.echo(explained(promise, hours))


@command.command("silence")
@click.option("--asked", help="When the customer was asked; ISO 8601 with its offset.")
@jsonl_option
@instance_option
def silence(asked: str | None, *, jsonl: bool, instance: str) -> None:
    """When a ticket that waits for the customer closes by itself (S48).

    With --jsonl: {"asked": ...} gives {"closes": ...}, in UTC.
    """
    if not jsonl and asked is None:
        raise click.UsageError("Give --asked, or --jsonl.")
    with _looking(instance):
        silences = Silences()
        if jsonl:
            answer_lines(silences.answer)
        else:
            at = moment_from(asked, "asked")
            click.echo(explained_silence(at, silences.of(at), silences.days, silences.hours))


class Promises:
    """All plans of the instance, read once."""

    def __init__(self) -> None:
        """Targets by plan and severity, working hours by plan."""
        self.targets: dict[tuple[str, int], Target] = {}
        self.hours: dict[str, WorkingHours] = {}
        for each in plans():
            plan = plan_with_all(each.id)
            if plan is None:
                continue
            self.hours[plan.slug] = working_hours_of(plan.calendar_id)
            for row in plan.targets:
                self.targets[plan.slug, row.severity] = target_from(row.clock, row.minutes, plan.name, row.severity)

    def of(self, plan: object, severity: object, opened: datetime) -> tuple[Promise, WorkingHours]:
        """The promise, and the hours it is counted on. Unreadable when there is no such plan or severity."""
        if not isinstance(plan, str) or plan not in self.hours:
            raise Unreadable(
                f"There is no plan {plan!r}. There are: {', '.join(self.hours) or 'none; run portal init'}."
            )
        hours = self.hours[plan]
        return promised(self.targets[plan, severity_from(severity)], hours, opened), hours

    def answer(self, line: Line) -> dict[str, object]:
        """One line's answer."""
        promise, _ = self.of(line.get("plan"), line.get("severity"), moment_from(line.get("opened"), "opened"))
        spans = [[iso(span.start), iso(span.end)] for span in promise.spans]
        return {"due": promise.due_at and iso(promise.due_at), "spans": spans}


class Silences:
    """The house's calendar and how many business days silence lasts, read once."""

    def __init__(self) -> None:
        """The calendar of the settings; without one there, the first."""
        settings = house()
        first = min((calendar.id for calendar in calendars()), default=None)
        calendar_id = settings.calendar_id or first
        if calendar_id is None:
            raise click.ClickException("There is no calendar yet. Run: portal init")
        self.hours = working_hours_of(calendar_id)
        self.days = settings.silence_business_days

    def of(self, asked: datetime) -> BusinessDay:
        """The business day at whose close silence closes."""
        return business_day(self.hours, asked, self.days)

    def answer(self, line: Line) -> dict[str, object]:
        """One line's answer."""
        return {"closes": iso(self.of(moment_from(line.get("asked"), "asked")).closes_at)}


@contextmanager
def _looking(instance: str) -> Iterator[None]:
    """The instance's database, for reading; what goes wrong is said in one sentence."""
    app: Flask = app_of(instance)
    try:
        with app.app_context(), read_only():
            yield
    except (Refused, Unreadable) as refusal:
        raise click.ClickException(str(refusal)) from None
    except DBAPIError:
        raise click.ClickException(
            "The database can't be read. Run: portal init, or portal doctor to see why."
        ) from None
