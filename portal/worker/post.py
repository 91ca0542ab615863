"""The post: takes one mail after the other out of the outbox and hands it over, outside any transaction (P30)."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

import structlog

from portal.adapters.mail import MailDoor, MailRefused, ServerAway, door_to
from portal.clock import now
from portal.config import Config
from portal.db import transaction
from portal.domain.actors import SYSTEM
from portal.domain.house.models import House
from portal.domain.house.queries import house
from portal.domain.outbox.models import Mail
from portal.domain.outbox.operations import claim_next, mark_failed, mark_sent, put_back
from portal.web.mails import Reader, print_mail
from portal.worker.envelopes import AddressUnusable, letter_of

REST = timedelta(seconds=30)  # before an unreachable server is asked again
log = structlog.get_logger()


class Post:
    """One thread's way out for mails."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.door: MailDoor = door_to(config.mail_url, config.mail_folder, config.mail_authority)
        self.resting_until: datetime | None = None

    def send_next(self) -> bool:
        """Send the mail that has waited longest; whether there may be another. Every outcome is noted with the mail."""
        if self.resting_until is not None and now() < self.resting_until:
            return False
        with transaction():
            mail = claim_next(by=SYSTEM, at=now())
            present_house = house()
        if mail is None:
            self.door.close()
            return False
        try:
            self._hand_over(mail, present_house)
        except ServerAway as away:
            self._server_is_away(mail, away)
            return False
        except (MailRefused, AddressUnusable) as refused:
            log.warning("mail refused", mail=mail.id, kind=mail.kind, why=str(refused))
            self._note_failure(mail, str(refused), for_good=getattr(refused, "for_good", True))
        except Exception as error:
            log.exception("mail can't be written", mail=mail.id, kind=mail.kind)
            self._note_failure(mail, f"The mail can't be written: {type(error).__name__}: {error}", for_good=False)
        else:
            log.info("mail sent", mail=mail.id, kind=mail.kind, tries=mail.tries)
        return True

    def _hand_over(self, mail: Mail, present_house: House) -> None:
        """Print, hand over, note. Killed between the last two, the mail goes out again: with the same Message-ID."""
        letter = write(mail, present_house, self.config)
        name = f"{mail.posted_at:%Y%m%dT%H%M%S}-{mail.message_id}"
        self.door.deliver(sender_of(present_house, self.config)[1], mail.to_email, name, letter)
        with transaction():
            mark_sent(mail, leaves_the_house=self.door.leaves_the_house, by=SYSTEM, at=now())

    def _server_is_away(self, mail: Mail, away: ServerAway) -> None:
        log.warning("mail server away", why=str(away))
        self.resting_until = now() + REST
        with transaction():
            put_back(mail, str(away), by=SYSTEM, at=now())

    def _note_failure(self, mail: Mail, why: str, *, for_good: bool) -> None:
        with transaction():
            mark_failed(mail, why[:1000], for_good=for_good, by=SYSTEM, at=now())


def write(mail: Mail, present_house: House, config: Config) -> bytes:
    """The mail as it goes over the wire."""
    reader = Reader(name=mail.to_name, email=mail.to_email, locale=mail.locale, zone=mail.zone)
    return letter_of(
        print_mail(mail.kind, mail.values, reader=reader, house=present_house),
        sender=sender_of(present_house, config),
        reply_to=(present_house.name, present_house.support_email),
        recipient=(mail.to_name, mail.to_email),
        message_id=mail.message_id,
        thread=mail.thread,
        host=urlsplit(config.public_url).hostname or "localhost",
        at=mail.posted_at,
    )


def sender_of(present_house: House, config: Config) -> tuple[str, str]:
    """Name and address that mails come from: PORTAL_MAIL_FROM where the mail server insists on one of its own."""
    return present_house.name, config.mail_from or present_house.support_email
