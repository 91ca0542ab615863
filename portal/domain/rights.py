"""Rights, written once: the table of roles and what each may do (P1)."""

import inspect
from collections.abc import Callable
from enum import StrEnum
from functools import cache, wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

from portal.domain.errors import RightMissing

if TYPE_CHECKING:
    from portal.domain.actors import Actor

P = ParamSpec("P")
T = TypeVar("T")


class Role(StrEnum):
    """What a person is here. A person can have several."""

    ADMINISTRATOR = "administrator"
    SUPPORT_LEAD = "support_lead"
    AGENT = "agent"
    ACCOUNT_MANAGER = "account_manager"
    FRONT_DESK = "front_desk_advisor"  # receives, calls and books (服务顾问)
    WORKSHOP = "workshop"
    PARTS = "parts"
    DUTY_MANAGER = "duty_manager"  # 大堂副理: the guest desk's own, and the log book's
    FRONT_OFFICE_MANAGER = "front_office_manager"  # 前厅经理
    GENERAL_MANAGER = "general_manager"  # 总经理
    SALES = "sales"  # 市场销售部
    HOUSEKEEPING = "housekeeping"  # 管家部
    KITCHEN = "kitchen"  # 餐饮部
    SECURITY = "security"  # 保安部
    PRIMARY_CONTACT = "primary_contact"
    NAMED_CALLER = "named_caller"
    CONTACT = "contact"  # works for a customer, is not on the roster
    DISPLAY = "display"  # a screen that holds a link; no person has it
    SYSTEM = "system"  # the worker and the command line; no person has it


class Right(StrEnum):
    """What can be done. Operations name the right they need; views take it from the operation."""

    ACCOUNT_OWN = "account.own"  # one's own profile, password and sessions
    FILE_SEND = "file.send"  # put files into forms, photos to items
    TICKET_SEE = "ticket.see"
    TICKET_OPEN = "ticket.open"  # every customer role may ask; the roster decides (S30, S32)
    TICKET_REPLY = "ticket.reply"
    TICKET_WORK = "ticket.work"  # notes, severity, state, assignment
    QUEUE_SEE = "queue.see"
    QUEUE_SHARE = "queue.share"  # save views of the queue for the whole team
    ROSTER_SEE = "roster.see"
    ROSTER_CHANGE = "roster.change"
    ROSTER_ASK = "roster.ask"  # ask the primary contact for a place (S32)
    ROSTER_DEMAND = "roster.demand"  # require a replacement (S36)
    ORGANISATION_SEE = "organisation.see"
    ORGANISATION_OWN = "organisation.own"  # a customer's own contract and what it includes
    ORGANISATION_CHANGE = "organisation.change"
    CONTRACT_CHANGE = "contract.change"
    PLAN_SEE = "plan.see"
    PLAN_CHANGE = "plan.change"
    CALENDAR_CHANGE = "calendar.change"
    HOUSE_CHANGE = "house.change"
    DISPLAY_CHANGE = "display.change"  # make and revoke the links that screens hold (Q6)
    DEVICE_CHANGE = "device.change"  # enrol and revoke shared tablets (P4)
    PIN_UNLOCK = "pin.unlock"  # of others, after too many wrong ones
    WALL_SEE = "wall.see"  # what a screen shows, and nothing else
    PERSON_CHANGE = "person.change"  # invite, change roles, deactivate
    PERSON_ERASE = "person.erase"  # for good (P24)
    DATA_EXPORT = "data.export"  # all that is kept about an organisation or a person (P24)
    BOOKING_SEE = "booking.see"
    BOOKING_WORK = "booking.work"  # book for others, confirm, move, cancel; without notice
    BOOKING_OVERBOOK = "booking.overbook"  # a second one on a taken time, with a reason (BE40)
    WORKSHOP_PREPARE = "workshop.prepare"  # acknowledge for the workshop: bays, tools (A21)
    PARTS_PREPARE = "parts.prepare"  # acknowledge for the parts, say what is reserved or missing, lay out
    BOOKING_SETUP = "booking.setup"  # services, resources, working plans, closures
    MAIL_SEE = "mail.see"
    AUDIT_SEE = "audit.see"
    CUSTOMER_SEE = "customer.see"  # the service desk's customers and their vehicles
    CUSTOMER_CHANGE = "customer.change"
    OUTREACH_WORK = "outreach.work"  # call whom the shop invites, and take calls
    OUTREACH_ARRANGE = "outreach.arrange"  # order of the reasons, scripts, campaigns
    FIGURES_SEE = "figures.see"  # how the service desk does, in numbers (BR38)
    TASK_WORK = "task.work"  # see and do what falls to one's own departments (V34)
    TASK_OVERSEE = "task.oversee"  # those of every department
    CHECKLIST_TICK = "checklist.tick"  # go through lists (V31)
    CHECKLIST_SIGN = "checklist.sign"  # sign a list, accept a fault with a reason (VR53, VE42)
    CHECKLIST_ARRANGE = "checklist.arrange"  # templates (V30)
    STAY_SEE = "stay.see"  # guests' names, times and wishes, and who they are
    STAY_WORK = "stay.work"  # enter and change stays, ask for levels, give rooms, receive
    STAY_ARRANGE = "stay.arrange"  # what levels bring, rooms, the guest desk's numbers
    GIFT_MAKE = "gift.make"  # what the departments make and place (V4)
    WORK_BY_ITSELF = "work.by_itself"  # jobs


R = Right
_ANYBODY = frozenset({R.ACCOUNT_OWN})
_CONTACT = _ANYBODY | {
    R.FILE_SEND,
    R.ORGANISATION_OWN,
    R.TICKET_SEE,
    R.TICKET_OPEN,
    R.TICKET_REPLY,
    R.ROSTER_SEE,
    R.ROSTER_ASK,
}
_AGENT = _ANYBODY | {
    R.FILE_SEND,
    R.TICKET_SEE,
    R.TICKET_OPEN,
    R.TICKET_REPLY,
    R.TICKET_WORK,
    R.QUEUE_SEE,
    R.ROSTER_SEE,
    R.ORGANISATION_SEE,
    R.PLAN_SEE,
    R.MAIL_SEE,
}
_LEAD = _AGENT | {
    R.QUEUE_SHARE,
    R.ROSTER_CHANGE,
    R.ROSTER_DEMAND,
    R.ORGANISATION_CHANGE,
    R.CONTRACT_CHANGE,
    R.AUDIT_SEE,
}
_SERVICE = _ANYBODY | {R.CUSTOMER_SEE, R.BOOKING_SEE}
_FRONT_DESK = _SERVICE | {R.CUSTOMER_CHANGE, R.OUTREACH_WORK, R.BOOKING_WORK, R.FIGURES_SEE, R.QUEUE_SEE}
_DEPARTMENT = _ANYBODY | {R.FILE_SEND, R.TASK_WORK, R.CHECKLIST_TICK, R.QUEUE_SEE, R.GIFT_MAKE}
_SALES = _DEPARTMENT | {R.STAY_SEE, R.STAY_WORK}
_DUTY_MANAGER = _SALES | {R.TASK_OVERSEE, R.CHECKLIST_SIGN, R.PIN_UNLOCK}
_HOUSE_MANAGER = _DUTY_MANAGER | {R.CHECKLIST_ARRANGE, R.STAY_ARRANGE}

RIGHTS_OF: dict[Role, frozenset[Right]] = {
    Role.CONTACT: _CONTACT,
    Role.NAMED_CALLER: _CONTACT,
    Role.PRIMARY_CONTACT: _CONTACT | {R.ROSTER_CHANGE},
    Role.AGENT: _AGENT,
    Role.ACCOUNT_MANAGER: _AGENT | {R.ROSTER_CHANGE, R.ROSTER_DEMAND},
    Role.SUPPORT_LEAD: _LEAD,
    Role.FRONT_DESK: _FRONT_DESK,
    Role.WORKSHOP: _SERVICE | {R.WORKSHOP_PREPARE},
    Role.PARTS: _SERVICE | {R.PARTS_PREPARE},
    Role.DUTY_MANAGER: _DUTY_MANAGER,
    Role.FRONT_OFFICE_MANAGER: _HOUSE_MANAGER,
    Role.GENERAL_MANAGER: _HOUSE_MANAGER,
    Role.SALES: _SALES,
    Role.HOUSEKEEPING: _DEPARTMENT,
    Role.KITCHEN: _DEPARTMENT,
    Role.SECURITY: _DEPARTMENT,
    Role.ADMINISTRATOR: frozenset(Right) - {R.WORK_BY_ITSELF},
    Role.DISPLAY: frozenset({R.WALL_SEE}),
    Role.SYSTEM: frozenset(Right),
}
SERVICE_ROLES = frozenset({Role.FRONT_DESK, Role.WORKSHOP, Role.PARTS})
GUEST_ROLES = frozenset(
    {
        Role.DUTY_MANAGER,
        Role.FRONT_OFFICE_MANAGER,
        Role.GENERAL_MANAGER,
        Role.SALES,
        Role.HOUSEKEEPING,
        Role.KITCHEN,
        Role.SECURITY,
    }
)
STAFF_ROLES = SERVICE_ROLES | GUEST_ROLES | {Role.ADMINISTRATOR, Role.SUPPORT_LEAD, Role.AGENT, Role.ACCOUNT_MANAGER}
CUSTOMER_ROLES = frozenset({Role.PRIMARY_CONTACT, Role.NAMED_CALLER, Role.CONTACT})


@cache
def rights_of(roles: frozenset[Role]) -> frozenset[Right]:
    """What these roles give together; one object for all who have them, and there may be thousands (Q9)."""
    return frozenset().union(*(RIGHTS_OF[role] for role in roles))


def needs(right: Right) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Say which right an operation needs; refuse, with RightMissing, a doer without it.

    The operation must take `by` and `at` as keywords without defaults: no ambient person, no hidden clock.
    """

    def declare(operation: Callable[P, T]) -> Callable[P, T]:
        _must_name_who_and_when(operation)

        @wraps(operation)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
            by = cast("Actor", kwargs["by"])
            if not by.may(right):
                raise RightMissing
            return operation(*args, **kwargs)

        guarded.right = right  # type: ignore[attr-defined]
        return guarded

    return declare


def open_to_all(operation: Callable[P, T]) -> Callable[P, T]:
    """Say that an operation needs no right: those who do it are not signed in yet (sign in, ask for a reset)."""
    _must_name_who_and_when(operation)
    operation.right = None  # type: ignore[attr-defined]
    return operation


def _must_name_who_and_when(operation: Callable[..., object]) -> None:
    parameters = inspect.signature(operation).parameters
    for name in ("by", "at"):
        parameter = parameters.get(name)
        if (
            parameter is None
            or parameter.kind is not parameter.KEYWORD_ONLY
            or parameter.default is not parameter.empty
        ):
            message = f"{operation.__qualname__} must take `{name}` as a keyword without default"
            raise TypeError(message)
