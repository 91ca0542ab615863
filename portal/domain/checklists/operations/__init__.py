"""Every verb of checklists."""

from portal.domain.checklists.operations.ending import sign_checklist, void_checklist
from portal.domain.checklists.operations.hearing import Answer, Sent, take_in
from portal.domain.checklists.operations.making import make_checklist
from portal.domain.checklists.operations.photographing import add_photo
from portal.domain.checklists.operations.saying import Heard, say
from portal.domain.checklists.operations.templates import change_template, make_template, retire_template

__all__ = [
    "Answer",
    "Heard",
    "Sent",
    "add_photo",
    "change_template",
    "make_checklist",
    "make_template",
    "retire_template",
    "say",
    "sign_checklist",
    "take_in",
    "void_checklist",
]
