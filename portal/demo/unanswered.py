"""Tickets that nobody has answered yet, each so long before or after its promise, whenever the demo is filled."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.demo.times import Times

TARGETS = {  # minutes of the first response, by plan and severity (S9-S12); the same data as the default plans
    "essential": (240, 480, 2880, 4320),
    "advanced": (120, 240, 720, 1440),
    "elite": (60, 120, 720, 1440),
    "elite-multinational": (60, 120, 720, 1440),
}
BOTH_ELITES = "elite elite-multinational"


@dataclass(frozen=True, slots=True)
class Unanswered:
    """`left` minutes on the promise's own clock until it is due; below zero it is broken."""

    left: int
    severity: int
    plans: str
    is_claimed: bool = False
    domain: str = ""

    def opened_at(self, times: Times) -> datetime:
        """So long ago that just this much is left now."""
        gone = timedelta(minutes=TARGETS[self.plans.split()[0]][self.severity - 1] - self.left)
        around_the_clock = self.severity == 1 and self.plans == BOTH_ELITES
        return times.now - gone if around_the_clock else times.before_now(gone)


UNANSWERED = (
    # broken
    Unanswered(-12, 1, BOTH_ELITES, domain="brightharbor.example"),
    Unanswered(-8, 2, BOTH_ELITES, is_claimed=True),
    Unanswered(-25, 2, "advanced"),
    Unanswered(-40, 3, BOTH_ELITES),
    Unanswered(-75, 2, "essential", is_claimed=True),
    Unanswered(-130, 3, "advanced"),
    Unanswered(-190, 3, "advanced", is_claimed=True),
    Unanswered(-320, 3, BOTH_ELITES, is_claimed=True),
    Unanswered(-500, 4, "advanced"),
    Unanswered(-840, 4, "essential"),
    # due within the hour, as long as the desk is open; those of severity 1 whatever the hour
    Unanswered(9, 1, BOTH_ELITES, is_claimed=True),
    Unanswered(23, 1, BOTH_ELITES),
    Unanswered(37, 1, BOTH_ELITES, domain="northwind.example"),
    Unanswered(52, 1, BOTH_ELITES, domain="haichuan.example"),
    Unanswered(18, 2, BOTH_ELITES),
    Unanswered(34, 2, "advanced", is_claimed=True),
    Unanswered(55, 3, "advanced"),
    # later today or tomorrow
    Unanswered(80, 2, BOTH_ELITES, is_claimed=True, domain="northwind.example"),
    Unanswered(105, 2, "advanced"),
    Unanswered(140, 3, BOTH_ELITES),
    Unanswered(170, 1, "essential"),
    Unanswered(210, 3, "advanced", is_claimed=True),
    Unanswered(260, 2, "essential"),
    Unanswered(300, 3, BOTH_ELITES, domain="haichuan.example"),
    Unanswered(380, 3, "advanced"),
    Unanswered(430, 3, BOTH_ELITES, is_claimed=True),
    Unanswered(480, 3, "advanced"),
    Unanswered(560, 4, "advanced", is_claimed=True),
    Unanswered(600, 3, BOTH_ELITES),
    Unanswered(650, 3, "advanced"),
    # in some days
    Unanswered(760, 4, BOTH_ELITES),
    Unanswered(900, 4, "advanced"),
    Unanswered(1060, 4, BOTH_ELITES, is_claimed=True),
    Unanswered(1300, 3, "essential"),
    Unanswered(1320, 4, BOTH_ELITES, domain="northwind.example"),
    Unanswered(2100, 3, "essential"),
    Unanswered(2600, 3, "essential", is_claimed=True),
    Unanswered(3900, 4, "essential"),
)
