"""What is refused about saved views."""

from portal.domain.errors import N_, Refused


class ViewNameTaken(Refused):
    """Two of one name can't be told apart."""

    sentence = N_("There is a view named {name} already. Choose another name.")
    field = "name"


class TooManyViews(Refused):
    """They all stand above the queue."""

    sentence = N_("There are {most} views already. Delete one first.")
