"""What is refused about checklists."""

from portal.domain.errors import N_, Refused


class TemplateSlugTaken(Refused):
    """Two of one name can't be told apart."""

    sentence = N_("There is a template called {slug} already. Choose another name for its address.")
    field = "slug"


class EmptyTemplate(Refused):
    """A list of nothing is nobody's work."""

    sentence = N_("A template needs a section with an item in it.")


class LineUnreadable(Refused):
    """A line of a template's text that is neither a section nor an item, or a code that stands there twice."""

    sentence = N_(
        "Line {number} can't be read: {line}. Write code | text | text in Chinese | department | marks, each code once."
    )
    status = 422
    field = "text"


class ItemIsCritical(Refused):
    """It can't be left out (VE44)."""

    sentence = N_("This item can't be left out. Pass it, or fail it with what is wrong.")


class ReasonNeeded(Refused):
    """Somebody else has to understand it later (VE42, VE44)."""

    sentence = N_("Say why in a few words.")
    field = "reason"


class NothingToAccept(Refused):
    """Only a fault can be accepted."""

    sentence = N_("There is no fault here that could be accepted.")


class TooFewThere(Refused):
    """What is missing is a fault (VR55)."""

    sentence = N_("{found} of {par} are there. Report what is missing as a fault, or correct the number.")


class AuthorGone(Refused):
    """Whoever is said to have said it has left, or may not say it (VE19, VE51)."""

    sentence = N_("This was said by somebody who may not say it any more. It was not taken in.")


class NotAPhoto(Refused):
    """Only pictures: nothing else is looked at in a room (privacy 8)."""

    sentence = N_("This is no photo. JPEG, PNG and WebP are taken.")
    status = 422


class OwnRepair(Refused):
    """Who mended it doesn't look whether it is mended (VE43)."""

    sentence = N_("You mended this yourself. Somebody else has to look again.")


class ItemsOpen(Refused):
    """A list is signed when everything in it has an answer and no fault stands (V16)."""

    sentence = N_("Still open or with a fault: {count}. Go through these items, then sign.")


class PhotosMissing(Refused):
    """A picture that has to be there is not (VE21)."""

    sentence = N_("Photos still to come: {count}. Sign when they are here.")


class ListIsOver(Refused):
    """It was signed or voided meanwhile; what was said is kept (VE18)."""

    sentence = N_("This list is signed or no longer needed. What you said is kept in its history.")
