"""What is not taken in, each in one sentence that says what to do (P23)."""

from portal.domain.errors import N_, Refused


class FileTooLarge(Refused):
    """Over the house's limit for one file."""

    sentence = N_("{name} is larger than {most} MB. Make it smaller, or send it in several files.")
    status = 422
    field = "files"


class FileForbidden(Refused):
    """A program, a script, or a page that would run in a browser; judged by content, not by name."""

    sentence = N_("{name} is of a type that isn't taken: programs, scripts, web pages and SVG. Put it into a ZIP file.")
    status = 422
    field = "files"


class TooManyFiles(Refused):
    """Over the house's limit for one message."""

    sentence = N_("{name} is one file too many: {most} fit into one message. Send the others with the next one.")
    status = 422
    field = "files"


class TooMuchWaiting(Refused):
    """Over what one person may leave in forms without sending it (threats: upload abuse)."""

    sentence = N_(
        "{name} isn't taken: {files} of your files wait in forms that you haven't sent. "
        "Send or remove some of them first."
    )
    status = 422
    field = "files"
