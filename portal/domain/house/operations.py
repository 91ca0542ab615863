"""Changing the house's settings."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.errors import ChangedMeanwhile
from portal.domain.house.models import House
from portal.domain.house.trade import NoWord, Trade, is_word
from portal.domain.rights import Right, needs


@dataclass(frozen=True, slots=True)
class HouseDraft:
    """The settings as an administrator sets them. Days are calendar days unless the name says business."""

    name: str
    accent_light: str
    accent_dark: str
    zone: str
    locale: str
    support_email: str
    consumer_support: str
    reopen_for_days: int
    silence_business_days: int
    silence_reminder_after: int
    substitution_notice_days: int
    verify_roster_every_days: int
    attachment_limit_mb: int
    attachments_limit: int
    sign_in_days: int
    tablet_locks_after: int  # minutes
    mails_kept_days: int
    drafts_kept_days: int
    sign_ins_kept_days: int


@needs(Right.HOUSE_CHANGE)
def open_house(calendar_id: int, *, by: Actor, at: datetime) -> House:
    """Begin with the default settings and this business calendar; one that has opened already stays as it is."""
    row = session().get(House, 1)
    if row is None:
        row = House(id=1, calendar_id=calendar_id)
        session().add(row)
        record(by, "house.opened", row, at=at)
    return row


@needs(Right.HOUSE_CHANGE)
def change_house(draft: HouseDraft, *, by: Actor, at: datetime) -> House:
    """Set the house's settings; what changed, from what to what, goes into the audit log."""
    row = session().get(House, 1)
    if row is None:
        row = House(id=1)
        session().add(row)
    before = {name: getattr(row, name) for name in asdict(draft)}
    for name, value in asdict(draft).items():
        setattr(row, name, value)
    changes = {name: [before[name], value] for name, value in asdict(draft).items() if before[name] != value}
    record(by, "house.changed", row, at=at, changes=changes)
    return row


@needs(Right.HOUSE_CHANGE)
def change_logo(content: bytes | None, content_type: str | None, *, by: Actor, at: datetime) -> None:
    """Set or, with None, remove the operator's logo (P15)."""
    row = session().get_one(House, 1)
    row.logo, row.logo_type = content, content_type
    record(by, "house.logo_changed", row, at=at, type=content_type)


@needs(Right.HOUSE_CHANGE)
def change_trade(trade: Trade, version: int, *, by: Actor, at: datetime) -> House:
    """Call the things of the service desk so from now on. Refused: NoWord; ChangedMeanwhile."""
    if not all(is_word(word) for said in trade.words.values() for forms in said.values() for word in forms):
        raise NoWord
    row = session().get_one(House, 1)
    before, after = row.trade, trade.written()
    claimed = update(House).where(House.id == 1, House.trade_version == version)
    done = session().execute(claimed.values(trade=after, trade_version=version + 1))
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise ChangedMeanwhile
    session().refresh(row, ["trade", "trade_version"])
    session().info.pop("steps_off", None)
    record(by, "house.trade_changed", row, at=at, before=before, after=after)
    return row
