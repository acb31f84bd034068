"""The soft plant with its hidden parameters, behind its noisy instruments, at speed: what tracking is tried on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from plc_bridge.soft_plc.instruments import Instruments
from plc_bridge.soft_plc.plant import SoftPlant
from plc_bridge.soft_plc.points import read_points
from plc_bridge.soft_plc.scenario import Event
from plc_bridge.tag_map import reference_tag_map
from twin.design import Design
from twin.ledger import Totals, totals
from twin.operations import crew
from twin.plant import Staff
from twin.signals import Reading
from twin.tracking.inputs import Load

EPOCH = 1_800_000_000.0
HOUR = 3600.0


class HiddenPlant:
    """Runs, is read, can be hurt; the twin never sees its parameters."""

    def __init__(self, design: Design, seed: int, *, staff: Staff = crew, events: Sequence[Event] = ()) -> None:
        tag_map = reference_tag_map()
        self.soft = SoftPlant(design, tag_map, seed=seed, epoch=EPOCH, staff=staff, events=events)
        self._rows = {row.tag: row for row in tag_map.rows}
        self.instruments = Instruments(read_points(tag_map), seed)
        self.load, self.share = Load(self.soft.plant), 1.0

    @property
    def time(self) -> float:
        """Unix s."""
        return self.soft.time

    def run(self, seconds: float = 60.0) -> None:
        """Let the plant run [s]."""
        self.soft.advance(self.time + seconds)

    def ask_load(self, share: float) -> None:
        """HS-350 asks for another load."""
        self.share = share
        self.load.ask(self.soft.plant, share)
        self.soft.plant.refresh()

    def true(self) -> dict[str, float]:
        """True values of all signals [SI]."""
        return dict(self.soft.read()) | {"plant.load.set_point": self.share}

    def efficiencies(self) -> list[float]:
        """True current efficiencies [-]."""
        return [float(one.efficiency) for one in self.soft.plant.line.electrolysis.seen]

    def totals(self) -> Totals:
        """The true ledger."""
        return totals(self.soft.plant.line)

    def readings(self) -> dict[str, Reading]:
        """What the PLC shows now, in SI, by signal."""
        found = {}
        for tag, shown in self.instruments.read(self.true(), self.time).items():
            row = self._rows[tag]
            time = self.time if shown.time is None else shown.time
            found[row.feeds] = Reading(row.feeds, row.to_si(shown.value), time, shown.quality)
        return found


def loss_of_efficiency(letter: str, points: float, *, at_hours: float) -> Event:
    """An electrolyser loses current efficiency for good."""
    name = f"electrolyser {letter} current efficiency"
    return Event(at=at_hours * HOUR, kind="parameter", target=name, what="by", amount=-points)


Each = Callable[[int], None]
