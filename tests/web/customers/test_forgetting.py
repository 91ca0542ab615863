"""Export and erasure on a customer's page, by an administrator (P24)."""

import pytest

from portal.clock import now
from portal.db import read_only, session, transaction
from portal.domain.audit.models import AuditEntry
from portal.domain.rights import Role
from tests.factories_customers import make_service_customer, make_vehicle
from tests.factories_people import stored_person


@pytest.fixture
def lee(app) -> int:
    with app.app_context(), transaction():
        customer = make_service_customer("Anna Lee", at=now())
        make_vehicle(customer, "8ABK 123", at=now())
        session().flush()
        return customer.id


def test_an_administrator_takes_a_file_and_then_erases_for_good(app, signed_in, lee):
    boss = signed_in(stored_person(app, Role.ADMINISTRATOR))
    assert "Export as ZIP file" in boss.get(f"/customers/{lee}").text("aside")
    file = boss.post(f"/customers/{lee}/export", status=200).response
    assert (file.mimetype, file.get_data()[:2]) == ("application/zip", b"PK")
    file.close()
    page = boss.get(f"/customers/{lee}/erasure/new")
    page = boss.submit(page, "erasure", {"name": "Anna"}, status=422)
    assert "Enter Anna Lee to erase this customer." in page.text("[role=alert]")
    boss.submit(page, "erasure", {"name": "anna lee"})
    page = boss.get(f"/customers/{lee}")
    assert "Anna" not in page.text("body")
    assert "8ABK" not in page.text("body")
    assert f"Erased customer {lee}" in page.text("h1")
    assert page.texts("main button, main a.button") == []
    boss.get(f"/customers/{lee}/erasure/new", status=404)
    with app.app_context(), read_only():
        told = session().query(AuditEntry).filter_by(subject_kind="customers").order_by(AuditEntry.id)
        done = [one.action for one in told]
        assert done[-2:] == ["customer.exported", "person.erased"]


def test_the_front_desk_sees_no_such_button_and_may_not(app, signed_in, lee):
    nina = signed_in(stored_person(app, Role.FRONT_DESK))
    assert "Export as ZIP file" not in nina.get(f"/customers/{lee}").text("body")
    nina.get(f"/customers/{lee}/erasure/new", status=403)
    nina.post(f"/customers/{lee}/export", status=403)
