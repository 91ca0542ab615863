"""What is refused about organisations, plans and contracts, each in one sentence."""

from portal.domain.errors import N_, Refused


class NoContract(Refused):
    """Neither contract nor pack: led on, never to a dead end (S64)."""

    sentence = N_(
        "{organisation} has no support contract. Private customers find help at {consumer_support}; "
        "for a contract or a single incident write to {support_email}."
    )


class ContractNotYet(Refused):
    """Signed, not begun."""

    sentence = N_(
        "The support contract of {organisation} begins on {start_on}. Tickets can be opened from that day on; "
        "if you need help sooner write to {support_email}."
    )


class ContractEnded(Refused):
    """Over: tickets stay readable, open ones are worked on, new ones need a renewal (S65)."""

    sentence = N_(
        "The support contract of {organisation} ended on {end_on}. Your tickets stay readable and the open ones are "
        "worked on; for new ones the contract needs a renewal: write to {support_email}."
    )


class ContractOverlaps(Refused):
    """One contract runs at a time (S60)."""

    sentence = N_(
        "There is a contract from {start_on} to {end_on} already, and only one can run at a time. "
        "Choose days outside of it, or change that contract."
    )
    field = "start_on"


class EndsBeforeItStarts(Refused):
    """Days in their order."""

    sentence = N_("The last day, {end_on}, comes before the first one, {start_on}. Choose a later day.")
    field = "end_on"


class NothingToRenew(Refused):
    """A renewal follows a contract."""

    sentence = N_("There is no contract to renew. Sign a first one.")


class ContractNotRunning(Refused):
    """Options are bought while the contract runs (S2)."""

    sentence = N_("This contract does not run today. Options can be bought while it runs, or with its renewal.")


class SizeTooLarge(Refused):
    """S23."""

    sentence = N_("{plan} is for customers of at most {largest} people. Choose a larger plan for {size}.")
    field = "size"


class TermTooLong(Refused):
    """Some plans expire (S63)."""

    sentence = N_("{plan} runs for at most {days} days. Choose an earlier last day.")
    field = "end_on"


class NoOptions(Refused):
    """S2."""

    sentence = N_("{plan} comes without options for more named callers. Choose another plan if more are needed.")
    field = "options_bought"


class TooManyCallers(Refused):
    """The roster is longer than the plan allows (S1, S39)."""

    sentence = N_(
        "{callers} named callers are on the roster, and this contract would allow {allowed}. "
        "Take some off the roster first, or choose more options or a larger plan."
    )
    field = "plan_id"


class NoAccountManagers(Refused):
    """S17."""

    sentence = N_("{plan} comes without an account manager. Leave the account managers empty, or choose another plan.")
    field = "manager_ids"


class TooManyManagers(Refused):
    """S17: one is included, others are bought."""

    sentence = N_("This contract allows {allowed} account managers. Choose fewer, or add a bought one.")
    field = "manager_ids"


class NotAnAccountManager(Refused):
    """Only those with the role look after a contract."""

    sentence = N_("One of the chosen people is no account manager any more. Choose again.")
    field = "manager_ids"


class EmailDomainTaken(Refused):
    """A mail from a domain belongs to one organisation (S32)."""

    sentence = N_(
        "Mails from {domain} belong to {organisation} already. Leave the field empty, or change it there first."
    )
    field = "email_domain"


class PlanNameTaken(Refused):
    """Two plans of one name can't be told apart in a contract."""

    sentence = N_("There is a plan named {name} already. Choose another name.")
    field = "name"


class PlanShortNameTaken(Refused):
    """The command line and imports know plans by it."""

    sentence = N_("There is a plan with the short name {slug} already. Choose another one.")
    field = "slug"
