"""The soft plant: the line at full fidelity, with what the twin does not know of it, as the soft PLC's `PlantSource`.

Lives here: the plant's clock, the scan, trips with their first-out cause, commands, events of a scenario.
Lives elsewhere: hidden parameters (.hidden), day (.weather), dead zones (.mixing), lots (.lots), headers (.headers),
interlocks on readings (.scan), lags and noise (.instruments), the state file (.state_file), its own past (.past).

Once a minute of plant time everything hidden wanders on, whatever the beat of the loop. The gas headers and the
interlocks are scanned in every stretch shorter than SCANNED; longer ones (the past, catching up) run without scans.
"""

from __future__ import annotations

import math
import time as wall
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from plc_bridge.soft_plc import weather
from plc_bridge.soft_plc.headers import Headers
from plc_bridge.soft_plc.hidden import Hidden
from plc_bridge.soft_plc.lots import Lots
from plc_bridge.soft_plc.mixing import DeadZones
from plc_bridge.soft_plc.scan import Scan
from plc_bridge.soft_plc.scenario import Event
from plc_bridge.soft_plc.sensors import Sensors
from plc_bridge.soft_plc.state_file import MEND, check_state, damaged, save_state
from plc_bridge.tag_map import TagMap
from twin.control.interlocks import Interlock
from twin.control.permits import BY_HAND
from twin.design import Design
from twin.errors import DesignError
from twin.instruments.instrumentation import Instrumentation
from twin.plant import Plant, Staff
from twin.vessel_rows import letter

MINUTE = 60.0
SETTLING = 60.0 * 86_400.0
"""Time for which the averaged line runs before the plant's clock starts [s]: mother liquor needs 10 to 14 d."""
SCANNED = 30.0
"""A stretch up to this long is scanned [s]."""
RESET = 900.0
"""After a trip operators reset in this time from the end of its cause [s]."""
TEAR = 20e-6
"""Area of the hole that a scenario tears [m2]: about 0.6 vol% more hydrogen in the chlorine; estimated."""
LOAD = "plant.load.set_point"
FIRST_OUT = {f"I-{number}": number for number in range(10, 20)}
"""Number that XI-352 shows for a cause; an operator's or a scenario's is 90, any other row 99."""
BY_OPERATOR, OTHER_ROW = 90, 99
OWN_CAUSE = 20
"""Own trip; 21 rectifier, 22 element, 23 another interlock."""
PLANNED = 4
"""Cause of works that are planned: nothing has tripped."""
NOT_TRIPPED = ("run", "ramp_up", "ramp_down")
ANALYSERS = {
    "oxygen analyser": (("out",), ("electrolysis.chlorine_header.O2_share",)),
    "ion exchange": (("blind", "await_laboratory"), ("ion_exchange.lead.hardness", "ion_exchange.lag.hardness")),
}
"""Procedure: phases in which its analysers are out, and what these would read."""


class SoftPlant:
    """A plant that runs, real in its effects.

    design   what is built
    tag_map  tags whose sensors a scenario may disturb
    seed     of everything that is drawn
    epoch    Unix time at which the plant's clock starts [s]
    staff    who works on it (twin.operations.crew)
    events   what happens when, counted from `begin_scenario`, else from the start
    state    file to go on from, if it is there
    """

    def __init__(
        self, design: Design, tag_map: TagMap, *, seed: int, epoch: float, staff: Staff, events: Sequence[Event] = (),
        state: Path | None = None,
    ) -> None:  # fmt: skip
        self.tag_map, self.seed, self.epoch = tag_map, seed, epoch
        saved = None
        if state is not None and state.exists():
            saved = check_state(state, design.hash, seed)
        start = None
        if saved is None:
            settled = Plant(design)
            Hidden(settled, np.random.default_rng([seed, 1]))
            settled.run(SETTLING)
            start = settled.as_start()
        try:
            self.plant = Plant(design, seed=seed, staff=staff, start=start, snapshot=saved[0] if saved else None)
        except DesignError as error:
            raise DesignError(f"{state}: was made by another version of litwin ({error}); {MEND}.") from error
        self.random = np.random.default_rng([seed, 2])
        self.hidden = Hidden(self.plant, np.random.default_rng([seed, 1]))
        self.zones, self.lots = DeadZones(self.plant), Lots(self.plant, self.random)
        self.headers, self.rows = Headers(self.plant, self.random), Scan(design, tag_map)
        self.permits = next((one.permits for one in self.plant.procedures.values() if isinstance(one, Interlock)), None)
        self.sensors = Sensors(tag_map)
        self.events, self.done, self.scenario_from = list(events), 0, self.plant.time
        self.acting: dict[str, float] = {}
        """Cause -> until when it acts [s]."""
        self.first: dict[str, str] = {}
        """Machine that is stopped -> the cause that came first."""
        self.anchor: tuple[float, float] | None = None
        if saved is not None and state is not None:
            try:
                self._restore(saved[1])
            except (LookupError, TypeError, ValueError, AttributeError) as error:
                raise damaged(state, error) from error
        self.look = Instrumentation(self.plant)

    # -- the clock

    @property
    def time(self) -> float:
        """Plant time [Unix s]."""
        return self.epoch + self.plant.time

    def advance(self, to: float) -> None:
        """Run until a plant time [Unix s]."""
        end = to - self.epoch
        while self.plant.time < end - 1e-6:
            now = self.plant.time
            minute = (math.floor(now / MINUTE + 1e-9) + 1.0) * MINUTE
            stop = min(end, minute, *[at for at in self._next_event() if at > now + 1e-6])
            self._stretch(stop - now, scanned=end - now <= SCANNED)
            if stop >= minute - 1e-6:
                self._wander(MINUTE)

    def _stretch(self, seconds: float, *, scanned: bool) -> None:
        """One stretch without a minute mark or an event inside."""
        self._happen()
        self._reset()
        self.plant.run(self.plant.time + seconds)
        if scanned:
            self._scan(seconds)
        else:
            self.headers.settle()
            self.rows.settle()

    def _wander(self, seconds: float) -> None:
        self.hidden.step(seconds)
        weather.swing(self.hidden, self.time)
        self.hidden.step(0.0)
        self.zones.step(seconds)
        self.lots.step(seconds)
        self.plant.refresh()

    # -- interlocks

    def _scan(self, seconds: float) -> None:
        """Gas headers, then readings; the first cause of a stop stays on the faceplates until it is reset."""
        cause = self.headers.scan(seconds)
        if cause:
            self._act(cause, self.rows.actions[cause].stops, RESET)
        for row in self.rows.look(self.read(), seconds):
            machines = [what for what in row.stops if what in self._machines()]
            if row.name in self.acting or not machines or any(self._runs(what) for what in machines):
                self._act(row.name, row.stops, RESET if machines else SCANNED, share=row.share)

    def trip(self, what: str, lasts: float) -> None:
        """Stop `burner` or `electrolyser A` by hand for a time [s]."""
        self._act(f"{BY_HAND} {what}", [what], lasts)

    def _act(self, cause: str, stops: Sequence[str], lasts: float, *, share: float = 0.0) -> None:
        """A cause acts for a time [s] from now on, unless it lasts."""
        if self.permits is None:
            return
        for what in stops:
            if what in self._machines():
                self.first.setdefault(what, cause)
        self.acting[cause] = max(self.plant.time + lasts, self.acting.get(cause, 0.0))
        self.permits.act(cause, share=share)

    def _reset(self) -> None:
        """Causes that are over."""
        for cause, until in list(self.acting.items()):
            if self.permits is not None and self.plant.time >= until:
                del self.acting[cause]
                self.first = {what: one for what, one in self.first.items() if one != cause}
                self.permits.clear(cause)

    def _machines(self) -> Sequence[str]:
        return ("burner", *(f"electrolyser {letter(k)}" for k in range(len(self.plant.line.electrolysis.units))))

    def _runs(self, what: str) -> bool:
        line = self.plant.line
        if what == "burner":
            return bool(line.hcl.commands[0].lit > 0.0)
        return bool(line.electrolysis.now[ord(what[-1]) - ord("A")].current > 0.0)

    # -- events of a scenario

    def begin_scenario(self) -> None:
        """Times of events count from now on."""
        self.done, self.scenario_from = 0, self.plant.time

    def _next_event(self) -> list[float]:
        return [self.scenario_from + event.at for event in self.events[self.done : self.done + 1]]

    def _happen(self) -> None:
        while any(at <= self.plant.time + 1e-6 for at in self._next_event()):
            event = self.events[self.done]
            self.done += 1
            if event.kind == "parameter":
                parameter = self.hidden.find(event.target)
                parameter.base = event.amount if event.what == "to" else parameter.base + event.amount
                parameter.apply()
            elif event.kind == "trip":
                self.trip(event.target, event.lasts if math.isfinite(event.lasts) else RESET)
            elif event.kind == "sensor":
                self.sensors.disturb(event, self.plant.time)
            elif event.kind == "blocked":
                self.headers.block(event.target, event.lasts)
            else:
                self._open_pinhole(event.target)

    def _open_pinhole(self, element: str) -> None:
        section, k = self.plant.line.electrolysis, ord(element[5]) - ord("A")
        section.elements[section.units[k].first + int(element[-2:]) - 1].hole += TEAR

    # -- what the soft PLC sees and does

    def read(self) -> Mapping[str, float]:
        """True value of each signal [SI], and what disturbed sensors make of it."""
        read = self.look.read()
        read |= weather.signals(self.time) | self.headers.signals()
        read["dissolution.feed.lot"] = float(self.lots.number)
        for k in range(len(self.plant.line.electrolysis.units)):
            one = letter(k)
            read[f"electrolysis.E-301{one}.trip_cause"] = float(self._first_out(f"electrolyser {one}"))
        for name, (phases, signals) in ANALYSERS.items():
            procedure = self.plant.procedures.get(name)
            if procedure is not None and procedure.phase in phases:
                read |= dict.fromkeys(signals, math.nan)
        return self.sensors.show(read, self.plant.time)

    def _first_out(self, what: str) -> int:
        """Number of the cause that came first: one of the PLC's, else the one that its procedure has noted."""
        procedure, cause = self.plant.procedures.get(what), self.first.get(what)
        if cause is not None:
            return BY_OPERATOR if cause.startswith(BY_HAND) else FIRST_OUT.get(cause, OTHER_ROW)
        if procedure is None or procedure.phase in NOT_TRIPPED:
            return 0
        noted = int(procedure.memory.get("cause", 0.0))
        return 0 if noted == PLANNED else OWN_CAUSE + noted

    def command(self, signal: str, value: float) -> None:
        """Take a new value [SI] of a set-point; DesignError for what cannot be set from outside."""
        raise DesignError(f"{signal}: this PLC takes no commands from outside; got {value:g}.")

    # -- the state file

    def save(self, path: Path) -> None:
        """Write the plant's state, and this moment by the wall's and by the plant's clock."""
        self.anchor = (wall.time(), self.time)
        save_state(path, self.plant.snapshot(), {
            "seed": self.seed, "epoch": self.epoch, "anchor": self.anchor, "hidden": self.hidden.as_data(),
            "zones": self.zones.as_data(), "lots": self.lots.as_data(), "headers": self.headers.as_data(),
            "random": self.random.bit_generator.state, "done": self.done, "acting": self.acting,
            "scenario": len(self.events), "scenario_from": self.scenario_from,
            "first": self.first, "sensors": self.sensors.as_data(),
        })  # fmt: skip

    def _restore(self, data: Mapping[str, Any]) -> None:
        self.epoch, self.anchor = float(data["epoch"]), None
        if data["anchor"]:
            by_wall, by_plant = data["anchor"]
            self.anchor = float(by_wall), float(by_plant)
        if not all(map(math.isfinite, (self.epoch, *(self.anchor or ())))):
            raise ValueError("a clock without a time")
        self.hidden.restore(data["hidden"])
        self.zones.restore(data["zones"])
        self.lots.restore(data["lots"])
        self.headers.restore(data["headers"])
        self.random.bit_generator.state = data["random"]
        self.done, self.scenario_from = min(int(data["done"]), len(self.events)), float(data["scenario_from"])
        if not data["scenario"]:
            self.begin_scenario()
        self.acting = {str(cause): float(until) for cause, until in data["acting"].items()}
        self.first = {str(what): str(cause) for what, cause in data["first"].items()}
        self.sensors.restore(data["sensors"])
