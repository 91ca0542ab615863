"""What was measured: CPU time of this process, for each of many repetitions."""

from dataclasses import dataclass, field
from statistics import median, quantiles
from time import process_time


@dataclass(slots=True)
class Figures:
    """One operation on one database. Milliseconds."""

    operation: str
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    reads: list[int] = field(default_factory=list)  # SELECTs
    writes: list[int] = field(default_factory=list)  # rows that become true: INSERT, UPDATE, DELETE

    @property
    def middle(self) -> float:
        """Median of the CPU time."""
        return median(self.cpu)

    @property
    def middle_wall(self) -> float:
        """Median of the time on the wall: what others on the machine took is in it."""
        return median(self.wall)

    @property
    def p10(self) -> float:
        """1 of 10 took less CPU time: what it costs on a machine at rest."""
        return quantiles(self.cpu, n=10)[0]

    @property
    def p95(self) -> float:
        """19 of 20 took less CPU time."""
        return quantiles(self.cpu, n=20)[-1]

    @property
    def most_reads(self) -> int:
        """That any repetition sent."""
        return max(self.reads)

    @property
    def most_writes(self) -> int:
        """That any repetition sent."""
        return max(self.writes)

    @property
    def most_statements(self) -> int:
        """Reads and writes together, that any repetition sent."""
        return max(reads + writes for reads, writes in zip(self.reads, self.writes, strict=True))


def speed_of_machine() -> float:
    """CPU milliseconds of a loop of 100,000 additions, the median of 20: a busy neighbour makes everything slower."""

    def loop() -> float:
        began, total = process_time(), 0
        for i in range(100_000):
            total += i
        return (process_time() - began) * 1e3

    return median(loop() for _ in range(20))
