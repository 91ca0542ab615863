"""Numbers and their shares. A share of nothing is None: 0 % would be a reproach to nobody."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """In whole per cent, 0 to 100; None of nothing."""
        return round(100 * min(self.part, self.whole) / self.whole) if self.whole > 0 else None


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one stretch of days, both included, in the shop's zone."""

    reached: Share  # customers spoken with, of those called: care (关怀)
    visits: int  # of the twelve months before the last day (访问频率)
    customers: int  # who came in these twelve months
    used: Share  # minutes of bays that bookings took, of the minutes that bays worked (时间利用率)
    on_time: Share  # came by the agreed time, of those who came: nobody waits for a car that is there (等待时间)
    came: int  # appointments whose customer came (进厂率)
    came_before: int  # in as many days before
    shown: Share  # came, of those whose time has passed
    absent: Share  # marked as not having come, of the same
    confirmed: Share  # said an hour before that they come, of the same
    answered: Share  # calls answered within three rings, of those counted (A13)
    channels: dict[str, int]  # how what was booked in these days came

    @property
    def visits_per_customer(self) -> float | None:
        """Of those who came, in a year."""
        return round(self.visits / self.customers, 1) if self.customers else None
