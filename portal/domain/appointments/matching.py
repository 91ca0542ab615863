"""Whose appointment it is: as the desk says, or as it follows when somebody books without an account.

A plate alone proves nothing: anybody can type one. So an appointment is a customer's only if plate and number, or plate
and mail address, agree with the customer's own; else it stands in the book as it was said until staff say whose it is.
Nothing of this shows on a public page.
"""

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from portal.db import session
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.refusals import CustomerForgotten, OthersVehicle
from portal.domain.booking.models import Booking
from portal.domain.customers.models import Asset, Customer
from portal.domain.customers.queries import is_erased
from portal.domain.customers.rules import phone_key, plate_key


def vehicle_booked_for(booking: Booking) -> Asset | None:
    """The vehicle, with its customer, when plate and contact agree; None when they don't."""
    plate = plate_key(booking.plate)
    phone, email = phone_key(booking.contact_phone), booking.contact_email
    agrees = [Customer.phone == phone] * bool(phone) + [Customer.email == email] * bool(email)
    if not plate or not agrees:
        return None
    found = select(Asset).join(Asset.customer).where(Asset.plate_key == plate, or_(*agrees))
    return session().scalars(found.options(joinedload(Asset.customer))).one_or_none()


def name_customer(appointment: Appointment, customer_id: int | None, asset_id: int | None) -> None:
    """Say whose it is. Refused: OthersVehicle, when the vehicle isn't that customer's (BR6); CustomerForgotten.

    Who was forgotten stays with what was theirs, and gets nothing new (P24).
    """
    if customer_id is not None and customer_id != appointment.customer_id:
        customer = session().get(Customer, customer_id)
        if customer is None or is_erased(customer):
            raise CustomerForgotten
    if asset_id is not None:
        asset = session().get(Asset, asset_id)
        if asset is None or asset.customer_id != customer_id:
            raise OthersVehicle
    appointment.customer_id, appointment.asset_id = customer_id, asset_id
