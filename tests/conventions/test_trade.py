"""The service desk in the words of a made-up trade: no page, mail, file or board keeps a workshop's noun (issue 4).

What people typed and named is theirs: names of services, resources, calendars and people are left out of what is read.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from portal.db import read_only, transaction
from portal.domain.appointments.preparation import PartLine, ServicePart
from portal.domain.booking.models import Resource, Service
from portal.domain.calendars.models import Calendar
from portal.domain.house.models import House
from portal.domain.house.queries import house
from portal.domain.house.trade import Term, Trade
from portal.domain.outbox.models import Mail
from portal.domain.outbox.rules import SERVICE_DESK
from portal.domain.people.models import DisplayLink, Person
from portal.web.mails import Reader, print_mail
from portal.web.reading import LOCALES
from tests.conventions.test_access import cases
from tests.conventions.test_chinese_pages import said_on
from tests.conventions.things import differs
from tests.conventions.world import ROLES, VISITOR, World, browser_of
from tests.worker.test_mail_kinds import FOLDER, example_of

MADE_UP = Trade({code: {term: (f"x{term}", f"x{term}s") for term in Term} for code in LOCALES})
OTHER_DESKS = ("/tickets", "/organisations", "/roster", "/organisation", "/contract")
DEFAULTS = {
    "en": re.compile(
        r"(?<![\w.-])(?:vehicle|car|plate|bay|advisor|technician|part|workshop)s?(?![\w.]|-\w)|makes? and model",
        re.IGNORECASE,
    ),
    "zh_Hans": re.compile(r"车辆|车牌|品牌|车型|工位|服务顾问|技师|配件|车间|代步车"),
}
OF_SERVICES = (Service.name, Service.name_zh, Service.price, Service.price_zh)
GIVEN = (*OF_SERVICES, Resource.name, Resource.name_zh, Calendar.name, Person.name, PartLine.name)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LANGUAGES = ["en", pytest.param("zh_Hans", marks=pytest.mark.slow)]
KINDS = sorted(path.stem for path in FOLDER.glob("*.html") if path.stem.startswith(SERVICE_DESK))


@pytest.fixture(scope="module", name="elsewhere", params=LANGUAGES)
def the_house_has_another_trade(world: World, request: pytest.FixtureRequest) -> Iterator[tuple[World, str]]:
    """The world of all tests as a house of the made-up trade sees it; put back afterwards."""
    with world.app.app_context(), transaction() as session:
        for table in (Person, Mail, DisplayLink):
            session.execute(update(table).values(locale=request.param))
        session.execute(update(House).values(trade=MADE_UP.written()))
    with world.app.app_context():
        browsers = {role: browser_of(world, role) for role in ROLES}
    yield replace(world, browsers=browsers), request.param
    world.put_back()


def given_names(world: World) -> re.Pattern[str]:
    """What people called things, the longest first."""
    with world.app.app_context(), read_only() as session:
        names = {name for column in (*GIVEN, ServicePart.name) for name in session.scalars(select(column)) if name}
    names.add("维修车间营业时间")  # what the default calendar's name, which is a name, is called in Chinese
    return re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))


def words_of(answer: TestResponse) -> Iterator[str]:
    """What is read of an answer."""
    if answer.mimetype == WORKBOOK:
        with ZipFile(BytesIO(answer.get_data())) as file:
            yield from re.findall("<t[^>]*>([^<]*)</t>", file.read("xl/sharedStrings.xml").decode())
    elif answer.mimetype == "text/html":
        yield from said_on(BeautifulSoup(answer.get_data(as_text=True), "html.parser"))
    elif answer.mimetype in ("text/csv", "text/calendar"):
        yield from answer.get_data(as_text=True).splitlines()


@pytest.mark.parametrize("role", [pytest.param("administrator", marks=pytest.mark.slow), VISITOR])
def test_no_page_or_file_keeps_a_workshops_noun(elsewhere: tuple[World, str], role: str):
    world, locale = elsewhere
    given, left, said = given_names(world), [], ""
    rights = world.rights(role)
    for found in cases(world, "GET"):
        path = found[0].rule.rule
        if path.startswith((*OTHER_DESKS, "/settings/trade")) or not (
            found[0].right is None or found[0].right in rights
        ):
            continue
        for case in [case for case in found if differs(role, case.label)]:
            answer = world.browsers[role].get(case.path, headers={"Accept-Language": locale.replace("_", "-")})
            text = "\n".join(given.sub(" ", words) for words in words_of(answer))
            left += [f"{case.path}: {noun}" for noun in sorted(set(DEFAULTS[locale].findall(text)))]
            said += text.casefold()
            answer.close()
    assert not left, "\n".join(left)
    silent = {term for term in Term if f"x{term}" not in said}
    assert Term.PLATE not in silent
    assert role == VISITOR or not silent


@pytest.mark.parametrize("kind", KINDS)
def test_no_mail_keeps_a_workshops_noun(elsewhere: tuple[World, str], kind: str):
    world, locale = elsewhere
    values = example_of(kind)
    typed = re.compile("|".join(re.escape(value) for value in values.values() if isinstance(value, str) and value))
    with world.app.app_context(), read_only():
        reader = Reader("Mei Lin", "mei@example.com", locale, "Asia/Shanghai")
        mail = print_mail(kind, values, reader=reader, house=house())
    for words in (mail.subject, mail.text, *said_on(BeautifulSoup(mail.html, "html.parser")), str(mail.calendar)):
        assert not DEFAULTS[locale].findall(typed.sub(" ", words)), words
