"""What a reader of Chinese meets: a page, a refusal, a mail, a deadline; by the browser first, then by choice (P12)."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, g

from portal.clock import now
from portal.db import transaction
from portal.domain.actors import Actor
from portal.domain.house.queries import house
from portal.domain.rights import Role
from portal.web import formats
from portal.web.mails import Reader, print_mail
from tests.factories_tickets import Customer, Doer, area_id, make_customer, make_doer, make_place, make_ticket

CHINESE = {"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5"}
AT = datetime(2026, 3, 6, 7, 10, tzinfo=UTC)  # 15:10 in Shanghai


@pytest.fixture
def customer(app: Flask) -> Customer:
    with app.app_context(), transaction():
        return make_customer("海川国际物流", zone="Asia/Shanghai")


@pytest.fixture
def wang(app: Flask, customer: Customer) -> Doer:
    """A named caller who reads Chinese."""
    with app.app_context(), transaction():
        doer = make_doer(
            "王敏",
            Role.NAMED_CALLER,
            organisation_id=customer.organisation.id,
            zone="Asia/Shanghai",
            locale="zh_Hans",
        )
        make_place(doer, customer.organisation.id, 2)
        return doer


@pytest.fixture
def reading(app: Flask):
    """As if somebody in Shanghai read."""
    with app.test_request_context():
        g.actor = Actor(person_id=1, name="王敏", locale="zh_Hans", zone="Asia/Shanghai")
        yield


def test_a_visitor_reads_the_browser_s_language_and_then_the_chosen_one(client):
    page = client.get("/sign-in", headers=CHINESE)
    assert (page.h1, page.soup.html["lang"]) == ("登录", "zh-Hans")
    client.post("/language", locale="en", back="/sign-in")
    assert client.get("/sign-in", headers=CHINESE).h1 == "Sign in"


def test_a_person_s_choice_wins_over_the_browser_s(app: Flask, customer: Customer, wang: Doer, signed_in):
    browser = signed_in(wang.person)
    assert browser.get("/tickets", headers={"Accept-Language": "en"}).h1 == "工单"
    browser.post("/language", locale="en", back="/tickets")
    assert browser.get("/tickets", headers=CHINESE).h1 == "Tickets"


def test_a_ticket_s_page_says_its_deadline_state_and_severity(app: Flask, customer: Customer, wang: Doer, signed_in):
    with app.app_context(), transaction():
        number = make_ticket(wang, at=now(), severity=1, title="夜班组的 VPN 每小时断开一次").number
    page = signed_in(wang.person).get(f"/tickets/{number}")
    assert "前回复" in page.text("main")
    assert "还剩 1 小时" in page.text("main")
    assert "1 紧急" in page.text("main")
    assert "新建" in page.text("main")
    assert "7×24 小时" in page.text("main")


def test_a_form_refused_says_why_at_the_field(customer: Customer, wang: Doer, signed_in):
    page = signed_in(wang.person).post("/tickets", {"at_page": "/tickets/new#ticket", "severity": "9"}, status=422)
    assert "请输入标题：用一行话让同事一看就明白。" in page.texts(".error, .field-error, [role=alert] a")[0]
    assert "Not a valid choice" not in page.html, "WTForms' own sentences are translated too"


def test_a_refusal_says_what_is_the_case_and_what_to_do(app: Flask, customer: Customer, signed_in):
    with app.app_context(), transaction():
        tom = make_doer(
            "汤姆", Role.CONTACT, organisation_id=customer.organisation.id, zone="Asia/Shanghai", locale="zh_Hans"
        )
    fields = {"title": "VPN 断开", "description": "每小时一次。", "severity": "2", "contact_name": "汤姆"}
    with app.app_context(), transaction():
        fields |= {"area": str(area_id()), "contact_email": "tom@example.com", "at_page": "/tickets/new#ticket"}
    page = signed_in(tom.person).post("/tickets", fields, status=409)
    assert "只有指定联系人可以创建工单，而您还不是。" in page.text("main")
    assert "Mei Lin" in page.text("main"), "the primary contact by name (S32)"


def test_an_error_page_is_chinese_too(client):
    page = client.get("/nothing", status=404, headers=CHINESE)
    assert page.h1 == "这里没有内容"


def test_a_mail_is_written_in_its_reader_s_language_and_zone(app: Flask):
    wang = Reader("王敏", "wang.min@haichuan.example", "zh_Hans", "Asia/Shanghai")
    values = {"number": 4711, "title": "VPN 每小时断开一次", "severity": 1, "due_at": AT.isoformat(), "by_phone": False}
    with app.app_context(), transaction():
        mail = print_mail("ticket_opened", values, reader=wang, house=house())
    assert mail.subject == "工单 4711：VPN 每小时断开一次"
    assert "人工回复截止时间：2026年3月6日 星期五 15:10 GMT+8" in mail.text
    assert 'lang="zh-Hans"' in mail.html
    assert "请在工单中回复" in mail.html


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (timedelta(minutes=42), "还剩 42 分钟"),
        (timedelta(hours=1, minutes=12), "还剩 1 小时 12 分"),
        (timedelta(days=3, hours=4), "还剩 3 天 4 小时"),
        (timedelta(minutes=-8), "超时 8 分钟"),
    ],
)
def test_a_deadline_says_what_is_left(reading, due: timedelta, said: str):
    view = formats.deadline_view("首次响应", AT + due, started_at=AT - timedelta(hours=2), at=AT)
    assert view.left == said


def test_dates_and_lists_are_written_the_chinese_way(reading):
    assert formats.clock(AT, AT) == "15:10"
    assert formats.clock(AT + timedelta(days=1), AT) == "周六 15:10"
    assert formats.clock(AT + timedelta(days=30), AT) == "4月5日 15:10"
    assert formats.day(AT) == "2026年3月6日"
    assert formats.moment(AT) == "2026年3月6日 星期五 15:10 GMT+8"
    assert formats.listed(["运营商", "日志文件或截图"]) == "运营商、日志文件或截图"
    assert formats.known_name("Christmas Eve / 厂庆") == "平安夜 / 厂庆"
    assert formats.city("America/New_York") == "纽约"


@pytest.mark.parametrize(
    ("zone", "mark"), [("America/New_York", "EST"), ("Asia/Shanghai", "GMT+8"), ("Asia/Kolkata", "GMT+5:30")]
)
def test_a_zone_is_marked_so_that_it_can_t_be_taken_for_another(zone: str, mark: str):
    """CST is China's and Chicago's."""
    assert formats.zone_mark(AT, zone) == mark
