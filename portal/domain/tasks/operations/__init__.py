"""Every verb of tasks."""

from portal.domain.tasks.operations.doing import check_task, do_task, take_back_doing, take_task
from portal.domain.tasks.operations.escalating import escalate_next
from portal.domain.tasks.operations.making import make_task, retime_task, void_task

__all__ = [
    "check_task",
    "do_task",
    "escalate_next",
    "make_task",
    "retime_task",
    "take_back_doing",
    "take_task",
    "void_task",
]
