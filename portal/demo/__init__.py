"""A believable filled portal, told as stories: forty customers of a small business and their last two months (P41).

Nothing is written into tables here. People in the stories do what people do, through the operations, each at its own
moment of the past; the worker's jobs run at the moments at which they would have run. So deadlines, timelines, mails
and the audit log fit together, and what the demo shows is what the portal does. The past ends now: some promises
have just been broken, some are due within the hour, and the worker goes on from there.

    cast        who works here; who signs in with which password
    displays    the screens on the wall, and their addresses
    tablets     the tablets that people share, and their PINs
    views       of the queue, under names
    customers   organisations, contracts and rosters, and what goes on there
    scripts     what customers report and what is said about it, in English and Chinese
    cases       one ticket and what its people do with it
    season      which tickets there are, when, and how far each has come
    guest_desk  its people, templates, and lists at all stages
    stays       its rooms, and fourteen stays at all levels and phases
    clockwork   lets all stories go on in the order of time
"""

import click
from flask import Flask, current_app
from sqlalchemy import select

from portal.clock import now
from portal.commands.init import seed_defaults
from portal.db import read_only, session, transaction
from portal.demo.cast import PASSWORD, SIGN_INS, SignIn, staff_arrives
from portal.demo.clockwork import LONG_AGO, Clockwork
from portal.demo.customers import customers_arrive, keep_apart
from portal.demo.displays import KIOSK, WALL, WELCOME, screens_are_hung
from portal.demo.guest_desk import guest_desk_fills
from portal.demo.public_booking import somebody_books
from portal.demo.season import tickets_come
from portal.demo.service_desk import service_desk_fills
from portal.demo.stays import stays_fill
from portal.demo.tablets import tablets_are_shared, told
from portal.demo.times import Times
from portal.demo.views import views_are_saved
from portal.domain.actors import SYSTEM
from portal.domain.booking.seeds import seed_workshop
from portal.domain.house.queries import house
from portal.domain.organisations.models import Organisation
from portal.domain.outbox.operations import forget_next_old, take_as_sent
from portal.domain.people.models import Person
from portal.web.uploads import store

__all__ = ["PASSWORD", "SIGN_INS", "WALL", "SignIn", "fill", "fill_if_empty", "is_filled", "sign_ins"]


def fill_if_empty(app: Flask) -> None:
    """Fill a portal in which there is nobody yet; leave any other as it is."""
    with app.app_context():
        with read_only():
            empty = session().scalar(select(Person.id).limit(1)) is None and not is_filled()
        if empty:
            click.echo("Filling the empty portal with a demo: 40 customers, 600 tickets ...")
            fill()


def is_filled() -> bool:
    """Some organisation is there, so that a demo would mix with somebody's data."""
    return session().scalar(select(Organisation.id).limit(1)) is not None


def fill() -> None:
    """Tell all stories, in one transaction: the demo is there as a whole or not at all."""
    at = now().replace(microsecond=0)
    with transaction():
        seed_defaults(at - LONG_AGO)
        seed_workshop(by=SYSTEM, at=at - LONG_AGO)
        clockwork = Clockwork(at)
        staff = staff_arrives(clockwork)
        settings = house()  # kept: thousands of operations ask for it, and the session remembers it so long
        assert settings.calendar_id is not None
        times = Times(settings.calendar_id, at)
        screens_are_hung(clockwork, staff)
        views_are_saved(clockwork, staff)
        customers = customers_arrive(clockwork, staff)
        tickets_come(clockwork, times, staff, customers, store())
        clockwork.run()
        keep_apart(staff, customers, at)
        service_desk_fills(at)
        somebody_books(at)
        stays_fill(at, guest_desk_fills(at))
        tablets_are_shared(current_app.config["SECRET_KEY"], PASSWORD, at)
        take_as_sent(by=SYSTEM, at=at - clockwork.UNSENT)
        while forget_next_old(by=SYSTEM, at=at):  # links of old invitations, as the worker has done every day
            session().flush()


def sign_ins(app: Flask) -> str:
    """Who can sign in and how, as a table; nothing where the demo's people are not."""
    with app.app_context(), read_only():
        there = set(session().scalars(select(Person.email).where(Person.email.in_([one.email for one in SIGN_INS]))))
        tablet = told(app.config["SECRET_KEY"], app.config["PORTAL"].public_url, now())
    if len(there) < len(SIGN_INS):
        return ""
    wide = max(len(one.email) for one in SIGN_INS)
    lines = [f"  {one.email:<{wide}}  {one.who}" for one in SIGN_INS]
    wall = f"Without signing in, the queue as a television shows it:  {app.config['PORTAL'].public_url}{WALL}"
    kiosk = f"And the tablet on which they check in:                    {app.config['PORTAL'].public_url}{KIOSK}"
    book = f"And the appointment book, as customers see it:             {app.config['PORTAL'].public_url}/book"
    welcome = f"The welcome board at the entrance:                       {app.config['PORTAL'].public_url}{WELCOME}"
    return "\n".join(
        ["", f"Sign in with the password  {PASSWORD}  as", *lines, "", wall, welcome, kiosk, book, "", *tablet]
    )
