"""What services and resources are called, and cost, in the reader's language."""

from typing import Protocol

from portal.domain.booking.models import Booking, Service


class Named(Protocol):
    """A service, an advisor, a bay."""

    @property
    def name(self) -> str:
        """As the shop calls it."""

    @property
    def name_zh(self) -> str:
        """In Chinese; empty: the same."""


def name_in(thing: Named, locale: str) -> str:
    """Its name for a reader of that language."""
    return thing.name_zh if _is_chinese(locale) and thing.name_zh else thing.name


def beyond_name(content: str, service: Named) -> str:
    """What is to be done in the shop's words, where they say more than the service's name."""
    return "" if content in (service.name, service.name_zh) else content


def price_in(service: Service, locale: str) -> str:
    """Its price in words."""
    return service.price_zh if _is_chinese(locale) and service.price_zh else service.price


def price_agreed(booking: Booking, service: Service, locale: str) -> str:
    """The price as it was when it was booked: it is kept in one language, and said in another while it is the same.

    Of a visit for several, `service` is all of them as one (together.priced_as_booked).
    """
    return price_in(service, locale) if booking.price == service.price else booking.price


def _is_chinese(locale: str) -> bool:
    return locale.startswith("zh")
