"""One small world in which everything that an address can name exists: two customers, and staff of every role.

Mei is Corvid's primary contact, Cara a named caller, Tom a plain contact; Olga is Contoso's primary contact. The world
lives in a database of its own (SQLite), and is put back after a POST that changed it.
"""

import hashlib
import secrets
import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from portal import create_app
from portal.clock import now
from portal.config import Config
from portal.db import db, session, transaction
from portal.domain.actors import SYSTEM, Actor
from portal.domain.attachments.operations import keep_upload
from portal.domain.attachments.store import Store
from portal.domain.drafts.operations import keep_draft
from portal.domain.house.operations import change_logo
from portal.domain.organisations.models import Contract, Organisation
from portal.domain.outbox.models import Mail
from portal.domain.people.displays import new_token
from portal.domain.people.models import Person, SignIn
from portal.domain.people.operations import ask_reset, enrol_device, make_display_link
from portal.domain.people.operations.display_links import DisplayDraft
from portal.domain.people.queries import hashed
from portal.domain.people.rules import Board
from portal.domain.promises.operations import save_view
from portal.domain.rights import Right, Role
from portal.domain.roster.operations import ask_for_place, demand_replacement, give_notice, verify_roster
from portal.domain.staffing.operations import withhold_sight
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.models import Message, Ticket
from portal.domain.tickets.operations import add_note, close_ticket, open_ticket, reply
from tests.factories_appointments import prepared_of
from tests.factories_checklists import make_lists
from tests.factories_customers import make_absences, make_appointment, make_service_world
from tests.factories_people import actor_of, make_person
from tests.factories_roster import acting, draft_of, make_contact, make_customer, make_named_caller
from tests.factories_stays import make_stays
from tests.factories_tickets import draft_of_ticket
from tests.factories_waiting import make_waiting, waiting_links
from tests.public_booking import book_in_public
from tests.seeds import seed

STAFF = {
    "agent": Role.AGENT,
    "account manager": Role.ACCOUNT_MANAGER,
    "support lead": Role.SUPPORT_LEAD,
    "front-desk advisor": Role.FRONT_DESK,
    "workshop": Role.WORKSHOP,
    "parts": Role.PARTS,
    "duty manager": Role.DUTY_MANAGER,
    "housekeeping": Role.HOUSEKEEPING,
    "administrator": Role.ADMINISTRATOR,
    "restricted agent": Role.AGENT,  # from whom Contoso's tickets are kept
}
RESTRICTED = "restricted agent"
CUSTOMERS = {"contact": "tom", "named caller": "cara", "primary contact": "mei"}
VISITOR = "visitor"
ROLES = [VISITOR, *CUSTOMERS, *STAFF]


@dataclass
class Said:
    """A ticket with a public message and a note, each with a file."""

    number: int
    message_id: int  # the first, of whom opened it
    answer_id: int
    note_id: int
    file_key: str  # of the answer
    note_file_key: str


@dataclass
class House:
    """A customer and all that an address can name of it, by its number in the database."""

    id: int
    contract_id: int
    callers: dict[str, int]
    people: dict[str, int]
    substitution_id: int
    request_id: int
    demand_id: int
    tickets: dict[str, Said] = field(default_factory=dict)


@dataclass
class World:
    """The application, its people, and what they have."""

    app: Flask
    people: dict[str, int] = field(default_factory=dict)  # by role in words
    sign_ins: dict[str, int] = field(default_factory=dict)  # another browser of each
    views: dict[str, int] = field(default_factory=dict)  # of the queue, of each on staff
    houses: dict[str, House] = field(default_factory=dict)
    service: dict[str, int] = field(default_factory=dict)  # what the service desk has, by what it is
    references: dict[str, str] = field(default_factory=dict)  # of appointments
    links: dict[str, str] = field(default_factory=dict)
    mail_id: int = 0
    mail_about: int = 0  # Contoso's ticket, to somebody on staff
    display_id: int = 0
    copy: Path | None = None
    browsers: dict[str, FlaskClient] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """Where its database is."""
        with self.app.app_context():
            return Path(db.engine.url.database or "")

    def rights(self, role: str) -> frozenset[str]:
        """What a person of this role may."""
        if role == VISITOR:
            return frozenset()
        with self.app.app_context(), transaction() as found:
            return actor_of(found.get_one(Person, self.people[role])).rights

    def keep(self) -> None:
        """Remember how it is now."""
        self._settle()
        self.copy = Path(shutil.copy(self.path, self.path.with_suffix(".kept")))

    def put_back(self) -> None:
        """Make it so again."""
        self._settle()
        assert self.copy is not None
        for journal in ("-wal", "-shm"):
            self.path.with_name(self.path.name + journal).unlink(missing_ok=True)
        shutil.copy(self.copy, self.path)

    def _settle(self) -> None:
        with self.app.app_context():
            raw = db.engine.raw_connection()
            raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.close()
            db.engine.dispose()

    def checksum(self) -> str:
        """Of every row of every table."""
        digest = hashlib.sha256()
        with self.app.app_context(), db.engine.connect() as connection:
            for table in db.metadata.sorted_tables:
                digest.update(repr((table.name, connection.execute(table.select()).all())).encode())
        return digest.hexdigest()


def make_world(folder: Path) -> World:
    """Everything, by the real operations."""
    app = create_app(Config.read(folder, {"PORTAL_LOG_LEVEL": "error"}))
    app.config["TESTING"] = True
    world = World(app)
    with app.app_context():
        db.create_all()
        with transaction():
            seed()
        at = now() - timedelta(days=3)
        with transaction():
            staff = {words: make_person(role, name=f"Staff {words}") for words, role in STAFF.items()}
            doers = {words: actor_of(person) for words, person in staff.items()}
            world.people = {words: person.id for words, person in staff.items()}
            for name in ("Corvid", "Contoso"):
                world.houses[name] = make_house(name, doers, at)
            contoso = session().get_one(Organisation, world.houses["Contoso"].id)
            withhold_sight(staff[RESTRICTED], contoso, "Her brother runs it", by=doers["administrator"], at=at)
        world.people |= {words: world.houses["Corvid"].people[who] for words, who in CUSTOMERS.items()}
        with transaction():
            for name, house in world.houses.items():
                add_tickets(app, name, house, doers["agent"], at)
            leave_traces(world)
            for words, doer in ((words, doer) for words, doer in doers.items() if doer.may(Right.QUEUE_SEE)):
                view = save_view("紧急", "?severity=1", is_shared=False, by=doer, at=at)
                session().flush()
                world.views[words] = view.id
            world.service = make_service_world(at)
            appointment = make_appointment(world.service)
            world.references = {"ours": appointment.booking.reference}
            world.service |= prepared_of(appointment) | make_absences(at) | make_lists(app, at)
            world.links |= book_in_public() | waiting_links()
            world.service["waiting"] = make_waiting(at).id
            world.service |= make_stays(world.references)
        world.browsers = {role: browser_of(world, role) for role in ROLES}
    world.keep()
    return world


def make_house(name: str, doers: dict[str, Actor], at: datetime) -> House:
    """A customer with a roster on which something of everything is under way."""
    lead = doers["support lead"]
    organisation = make_customer(name, plan="elite", at=at)
    called = {
        who: make_named_caller(organisation, f"{who.title()} {name}", at=at) for who in ("mei", "cara", "leo", "dan")
    }
    people: dict[str, Person] = {who: caller.person for who, caller in called.items()}
    people["tom"] = make_contact(organisation, f"Tom {name}", at=at)
    people["rita"] = make_contact(organisation, f"Rita {name}", at=at)
    session().flush()
    mei = acting(people["mei"])
    substitution = give_notice(called["leo"], draft_of(f"Nora {name}"), by=mei, at=at)
    asked = ask_for_place(by=acting(people["rita"]), at=at)
    demand = demand_replacement(called["dan"], "Reports what others see.", by=lead, at=at)
    verify_roster(organisation.id, by=mei, at=at)
    contract = session().scalars(select(Contract).where(Contract.organisation_id == organisation.id)).one()
    session().flush()
    return House(
        id=organisation.id,
        contract_id=contract.id,
        callers={who: caller.id for who, caller in called.items()},
        people={who: person.id for who, person in people.items()},
        substitution_id=substitution.id,
        request_id=asked.id,
        demand_id=demand.id,
    )


def add_tickets(app: Flask, name: str, house: House, sam: Actor, at: datetime) -> None:
    """Cara's, closed and open; Mei's; and Tom's from the time when he was a caller."""
    for label, who in (("caras", "cara"), ("closed", "cara"), ("meis", "mei"), ("toms", "cara")):
        caller = acting(session().get_one(Person, house.people[who]))
        ticket = open_ticket(draft_of_ticket(title=f"{label} of {name}"), by=caller, at=at)
        session().flush()
        first_id = newest_message(ticket)
        place = f"/tickets/{ticket.number}"
        answer_key = upload(app, f"{place}#reply", f"answer of {name}.txt", sam, at)
        draft = ReplyDraft(body=f"Answer for {name}", seen_message_id=first_id, uploads=f"{place}#reply")
        answer = reply(ticket, draft, by=sam, at=at)
        note_key = upload(app, f"{place}#note", f"secret of {name}.txt", sam, at)
        note = add_note(ticket, ReplyDraft(body=f"Internal of {name}", uploads=f"{place}#note"), by=sam, at=at)
        session().flush()
        if label == "closed":
            close_ticket(ticket, reason="Works again", by=sam, at=at)
        if label == "toms":
            session().execute(update(Ticket).where(Ticket.id == ticket.id).values(person_id=house.people["tom"]))
        house.tickets[label] = Said(ticket.number, first_id, answer.id, note.id, answer_key, note_key)


def newest_message(ticket: Ticket) -> int:
    """Its number."""
    return session().scalars(select(func.max(Message.id)).where(Message.ticket_id == ticket.id)).one()


def upload(app: Flask, place: str, name: str, by: Actor, at: datetime) -> str:
    """A file that waits in a form."""
    stored = Store(app.config["PORTAL"].attachments, lambda _path: False).put(BytesIO(name.encode()), 1000)
    attachment = keep_upload(stored, name, place, by=by, at=at)
    session().flush()
    return attachment.key


def leave_traces(world: World) -> None:
    """A second browser of everybody, links that let somebody in, a draft, and the mails of all this."""
    at = now()
    for role, person_id in world.people.items():
        person = session().get_one(Person, person_id)
        other = SignIn(
            person_id=person_id, token_hash=hashed(role), started_at=at, seen_at=at, expires_at=at + timedelta(days=1)
        )
        session().add(other)
        session().flush()
        world.sign_ins[role] = other.id
        keep_draft("/tickets/new", "ticket", {"title": [f"Draft of {role}"]}, by=acting(person), at=at)
    change_logo(b"GIF89a", "image/gif", by=SYSTEM, at=at)
    ask_reset(session().get_one(Person, world.people["agent"]).email, by=SYSTEM, at=at)
    for kind, board in (("kiosk", Board.KIOSK), ("welcome", Board.WELCOME), ("wall", Board.QUEUE)):
        world.links[kind] = new_token()
        screen = make_display_link(DisplayDraft("Corvid", board=board), world.links[kind], by=SYSTEM, at=at)
    session().flush()
    world.display_id = screen.id
    world.links["enrolments"] = new_token()
    enrol_device("FD-1", world.links["enrolments"], by=SYSTEM, at=at)
    mails = list(session().scalars(select(Mail).order_by(Mail.id)))
    world.mail_id = mails[-1].id
    about = [mail.id for mail in mails if mail.about_organisation_id == world.houses["Contoso"].id]
    world.mail_about = about[-1]
    paths = [mail.values["access_path"] for mail in mails if "access_path" in mail.values]
    for kind in ("invitations", "password-resets"):
        world.links[kind] = next(path.rsplit("/", 1)[1] for path in paths if f"/{kind}/" in path)


def browser_of(world: World, role: str) -> FlaskClient:
    """A browser in which somebody of this role is signed in; nobody for a visitor."""
    browser = world.app.test_client()
    if role != VISITOR:
        token, at = secrets.token_urlsafe(32), now()
        with world.app.app_context(), transaction():
            end = at + timedelta(days=1)
            session().add(
                SignIn(
                    person_id=world.people[role], token_hash=hashed(token), started_at=at, seen_at=at, expires_at=end
                )
            )
        with browser.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = token, True
            cookie.permanent = True
    return browser
