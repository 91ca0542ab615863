"""What is refused around accounts, each in one sentence that says what can be done."""

from portal.domain.errors import N_, Refused


class EmailTaken(Refused):
    """The mail address belongs to somebody; whose it is isn't said (P2)."""

    sentence = N_("This mail address can't be used for a new account. Use another one, or ask support.")
    field = "email"


class AlreadyHere(Refused):
    """Somebody of the same organisation has it."""

    sentence = N_("{name} already has an account with this mail address.")
    field = "email"


class RoleNotTheirs(Refused):
    """A staff role for a customer's person, or the other way round."""

    sentence = N_("People of a customer have customers' roles, people on staff have staff roles.")
    field = "roles"


class LastAdministrator(Refused):
    """Nobody could let anybody in any more."""

    sentence = N_("{name} is the last administrator. Make somebody else an administrator first.")
    field = "roles"


class NotOneself(Refused):
    """One would lock oneself out in mid-sentence."""

    sentence = N_("You can't deactivate your own account. Another administrator can.")


class PasswordRefused(Refused):
    """A password that is too easily guessed."""

    field = "password"


class PasswordTooShort(PasswordRefused):
    """Or longer than anybody types."""

    sentence = N_(
        "Choose a password of {least} to {most} characters. "
        "Four words that don't belong together are easy to keep in mind."
    )


class PasswordTooClose(PasswordRefused):
    """The first that others try."""

    sentence = N_("This password is mostly your name or mail address. Choose one that others can't guess from those.")


class PasswordTooCommon(PasswordRefused):
    """On every list."""

    sentence = N_("This password is among the first that others try. Choose another one.")


class LinkSpent(Refused):
    """Used, expired, mistyped, or of somebody deactivated: the four must not be told apart. Has a page of its own."""

    sentence = N_("This link has been used or is too old. Ask for a new one; only the newest mails count.")
    status = 404


class PersonErased(Refused):
    """Nothing of the account is left to change (P24)."""

    sentence = N_("This person was erased on request. Nothing is left to change; a new invitation makes a new account.")


class AdministratorSeesAll(Refused):
    """Whoever lifts restrictions can't be under one (P2)."""

    sentence = N_(
        "No tickets can be kept from an administrator, who could give them back alone. Take the role away first."
    )
    field = "organisation"


class TicketsAreKept(Refused):
    """An administrator sees all; so what is kept must be given back first, by somebody's word (P2)."""

    sentence = N_("Tickets are kept from {name}, and an administrator sees all. Give them back first.")
    field = "roles"


class OnlyFromStaff(Refused):
    """A customer's person sees no other customer anyway (P2)."""

    sentence = N_("Tickets can be kept from people on staff alone.")
    field = "organisation"


class SightReasonMissing(Refused):
    """Whoever asks in a year must find an answer."""

    sentence = N_("Enter why these tickets are kept from this person. Only administrators read it.")
    status = 422
    field = "reason"


class DeviceNameTaken(Refused):
    """Two tablets of one name couldn't be told apart on a tick (P4)."""

    sentence = N_("There is a tablet named {name} already. Choose another name, or revoke that one first.")
    field = "name"


class EnrolmentSpent(Refused):
    """Used, expired, mistyped or revoked: not told apart."""

    sentence = N_("This link has been used or is too old. An administrator makes a new one in the settings.")
    status = 404


class DeviceNeeded(Refused):
    """PINs open nothing but a shared tablet (P4)."""

    sentence = N_("This isn't a shared tablet, or no longer. An administrator enrols it in the settings.")
    status = 404


class PinWrongLength(Refused):
    """Or something else than digits."""

    sentence = N_("Choose a PIN of {least} to {most} digits.")
    status = 422
    field = "pin"


class PinLocked(Refused):
    """Too many wrong ones in a row."""

    sentence = N_("Too many wrong PINs. Try again in {minutes} minutes, or ask a manager to unlock it.")
    status = 429


class PinShut(Refused):
    """So many that time alone doesn't open it again."""

    sentence = N_("Too many wrong PINs. A manager unlocks it; or sign in with your password and choose a new one.")
    status = 429
