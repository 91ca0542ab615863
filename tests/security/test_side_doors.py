"""Other ways to the same object: search, counts, drafts, waiting files, fields that name it (threats; P2)."""

from datetime import timedelta
from io import BytesIO

import pytest

from portal.clock import now
from portal.db import read_only, transaction
from portal.domain.drafts.queries import drafts_on
from portal.domain.rights import Role
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.operations import add_note, assign_ticket, reply
from portal.domain.tickets.queries import attachment_for, happened, ticket_for
from tests.factories_roster import make_contact, make_named_caller
from tests.factories_roster import make_customer as make_house
from tests.factories_tickets import area_id, make_agent, make_customer, make_ticket

AT = now() - timedelta(hours=3)


@pytest.fixture
def two(app):
    """Mei of Corvid and Olga of Contoso, each with a ticket that Sam answered and noted; Tom is Mei's colleague."""
    with app.app_context(), transaction():
        sam = make_agent()
        ours, theirs = make_customer("Corvid Freight"), make_customer("Contoso Secret")
        tom = ours.colleague("Tom Hall", Role.CONTACT)
        numbers = []
        for customer, word in ((ours, "aardvark"), (theirs, "zebra")):
            ticket = make_ticket(customer.mei, AT, title=f"The {word} fails", description=f"{word} said")
            reply(ticket, ReplyDraft(body=f"{word} answered", seen_message_id=9_999), by=sam.actor, at=AT)
            add_note(ticket, ReplyDraft(body=f"{word} noted"), by=sam.actor, at=AT)
            assign_ticket(ticket, sam.person, by=sam.actor, at=AT)
            numbers.append(ticket.number)
        return sam, ours, theirs, tom, numbers


def test_search_and_counts_know_ones_own_alone(two, signed_in):
    _sam, ours, theirs, tom, (our, their) = two
    mei, colleague = signed_in(ours.mei.person), signed_in(tom.person)
    for asked in ("zebra", str(their), f"#{their}", "Contoso", "%", "_", ""):
        page = mei.get(f"/tickets?state=all&q={asked.replace('%', '%25').replace('#', '%23')}")
        assert "zebra" not in page.text("main").replace(asked, "")
        assert f"/tickets/{their}" not in page.html
        assert f"/tickets/{our}" not in colleague.get(f"/tickets?state=all&q={our}").html
    assert "0" in colleague.get("/tickets").text("main")
    assert "aardvark" in mei.get("/tickets?q=aardvark").text("main")
    assert f"/tickets/{our}" not in signed_in(theirs.mei.person).get("/tickets?state=all").html


def test_another_page_of_the_list_shows_nothing_else(two, signed_in):
    """The mark of a page is the reader's to forge."""
    mei = signed_in(two[1].mei.person)
    for mark in ("0-0-0", "1-0-1", "0-9999999999999999-1", "-1--1--1", "x", "0-0", "1-1-99999999999999999999"):
        assert "zebra" not in mei.get(f"/tickets?after={mark}").html


def test_notes_and_what_is_internal_never_reach_a_customer(app, two, signed_in):
    """S47, S55: neither as a message nor in the timeline, its counts, its files or its page after a refused form."""
    sam, ours, _theirs, _tom, (our, _their) = two
    mei = signed_in(ours.mei.person)
    refused = mei.post(f"/tickets/{our}/replies", {"body": "", "at_page": f"/tickets/{our}#reply"}, status=422)
    for page in (mei.get(f"/tickets/{our}"), refused):
        assert "noted" not in page.html
        assert "aardvark answered" in page.html
    with app.app_context(), read_only():
        ticket = ticket_for(ours.mei.actor, our)
        for_her = {entry.action for entry, _name in happened(ours.mei.actor, ticket)}
        for_him = {entry.action for entry, _name in happened(sam.actor, ticket)}
    assert for_him - for_her == {"ticket.noted", "ticket.assigned"}


def test_a_draft_is_its_writers_wherever_it_says_it_was_written(app, two, signed_in):
    _sam, ours, theirs, _tom, (_our, their) = two
    mei, olga = signed_in(ours.mei.person), signed_in(theirs.mei.person)
    place = {"at_page": f"/tickets/{their}#reply", "body": "Mei was here"}
    mei.post("/drafts", place, status=200)
    assert "Mei was here" not in olga.get(f"/tickets/{their}").html
    olga.post("/drafts", {"at_page": "/tickets/new#ticket", "title": "Olga's secret"}, status=200)
    assert "secret" not in mei.get("/tickets/new").value("title")
    with app.app_context(), read_only():
        assert drafts_on(theirs.mei.actor, f"/tickets/{their}") == {}


def test_a_waiting_file_is_its_senders_alone(app, two, signed_in):
    """A form's place can be forged; the files in it belong to the person (threats: pending uploads)."""
    _sam, ours, theirs, _tom, (our, their) = two
    mei, olga = signed_in(ours.mei.person), signed_in(theirs.mei.person)
    with app.app_context(), read_only():
        area = str(area_id())
    waiting = {"title": "", "at_page": "/tickets/new#ticket", "files": (BytesIO(b"olga's secret"), "olga.txt")}
    page = olga.post("/tickets", waiting, status=422)
    key = page.soup.select_one('[name="without"]')["value"]
    for number in (our, their):
        mei.get(f"/tickets/{number}/attachments/{key}", status=404)
        olga.get(f"/tickets/{number}/attachments/{key}", status=404)
    fields = {"title": "Mine", "description": "x", "severity": "3", "area": area, "contact_name": "M"}
    fields |= {"contact_email": "m@example.com", "at_page": "/tickets/new#ticket", "without": key}
    taken = mei.follow(mei.post("/tickets", fields))
    assert "olga.txt" not in taken.html
    assert "olga.txt" in olga.post("/tickets", {"waiting": "1", "at_page": "/tickets/new#ticket"}, status=422).html


def test_a_file_of_a_note_is_not_found_by_its_key(app, two, signed_in):
    sam, ours, _theirs, _tom, (our, _their) = two
    agent = signed_in(sam.person)
    agent.get(f"/tickets/{our}")
    note = {"body": "See the log", "at_page": f"/tickets/{our}#note", "files": (BytesIO(b"secret"), "secret.txt")}
    page = agent.follow(agent.post(f"/tickets/{our}/notes", note))
    address = page.soup.find("a", string=lambda text: text and "secret.txt" in text)["href"]
    agent.get(address).response.close()
    signed_in(ours.mei.person).get(address, status=404)
    with app.app_context(), read_only():
        assert attachment_for(ours.mei.actor, our, address.rsplit("/", 1)[1]) is None


def test_fields_that_name_somebody_elses_object_are_refused(app, two, signed_in):
    """S33, S34, S49: the leaver of a substitution, the assignee, the request behind a new caller, the product area."""
    sam, ours, _theirs, _tom, (our, _their) = two
    at = now()
    with app.app_context(), transaction():
        contoso, corvid = make_house("Contoso B", at=at), make_house("Corvid B", at=at)
        make_named_caller(contoso, "Olga Berg", at=at)
        hers = make_named_caller(contoso, "Omar Berg", at=at).id
        mei = make_named_caller(corvid, "Mei Berg", at=at).person
        stranger = make_contact(contoso, "Otto Berg", at=at).id
    browser = signed_in(mei)
    comer = {
        "name": "X",
        "email": "x@example.com",
        "country": "US",
        "declares_administrator": "y",
        "declares_access": "y",
    }
    browser.post("/roster/substitutions", {**comer, "leaver_id": str(hers), "seen_version": "1"}, status=422)
    for made_up in ("999999999999999999999", "-1", "0", "x", ""):
        browser.post("/roster/substitutions", {**comer, "leaver_id": made_up}, status=422)
    assert "Otto" not in browser.get(f"/roster/callers/new?request={stranger}").html
    agent = signed_in(sam.person)
    for assignee in (str(ours.mei.id), "999999999999999999999", "-1", "x"):
        agent.post(f"/tickets/{our}/assignment", {"assignee": assignee}, status=422)


def test_only_the_roster_lets_somebody_write_on_a_ticket(two, signed_in):
    """S30: a contact who sees a colleague's ticket does not see it at all; staff never write as a customer."""
    _sam, _ours, theirs, tom, (our, _their) = two
    said = {"body": "Hello", "at_page": f"/tickets/{our}#reply"}
    signed_in(tom.person).post(f"/tickets/{our}/replies", said, status=404)
    signed_in(theirs.mei.person).post(f"/tickets/{our}/replies", said, status=404)
    for route in ("notes", "severity", "severity/confirmation", "assignment", "claim", "resolution", "closure", "wait"):
        signed_in(theirs.mei.person).post(f"/tickets/{our}/{route}", {"severity": "1"}, status=403)
