"""Which addresses belong to a step that a house may do without: while it is off there is nothing at them (issue 4)."""

from flask import Flask

from portal.domain.house.trade import Step
from portal.web.house import steps_off

STEPS = {  # by how the endpoint begins
    "preparation.workshop": Step.WORKSHOP,
    "preparation.live_workshop": Step.WORKSHOP,
    "preparation.acknowledged_workshop": Step.WORKSHOP,
    "preparation.parts": Step.PARTS,
    "preparation.live_parts": Step.PARTS,
    "preparation.acknowledged_parts": Step.PARTS,
    "preparation.usual": Step.PARTS,
    "preparation.states": Step.PARTS,
    "preparation.laid_out": Step.PARTS,
    "preparation.appointments.create": Step.PARTS,
    "preparation.calls": Step.CALLS,
    "preparation.live_calls": Step.CALLS,
    "preparation.acknowledged_front_desk": Step.CALLS,
    "preparation.numbers": Step.CALLS,
    "preparation.ready": Step.CALLS,
    "outreach": Step.OUTREACH,
    "settings.telephone": Step.OUTREACH,
    "appointments.invited": Step.OUTREACH,
    "register": Step.REGISTER,
    "welcome": Step.BOARD,
    "arrivals.releases": Step.BOARD,
    "arrivals.check_ins": Step.CHECK_IN,
    "arrivals.kiosk": Step.CHECK_IN,
}


def mark_steps(app: Flask) -> None:
    """Write onto each view the step that it belongs to."""
    for endpoint, view in app.view_functions.items():
        view.step = step_of(endpoint)  # type: ignore[attr-defined]


def step_of(endpoint: str) -> Step | None:
    """None: no house does without it."""
    names = endpoint.split(".")
    heads = (".".join(names[:length]) for length in range(len(names), 0, -1))
    return next((STEPS[head] for head in heads if head in STEPS), None)


def is_off(view: object) -> bool:
    """The house doesn't take the step that this view belongs to."""
    step = getattr(view, "step", None)
    return step is not None and step in steps_off()


def left_out(step: str) -> bool:
    """The house does without it: for a part of a page."""
    return Step(step) in steps_off()
