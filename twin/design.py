"""A plant as designed: every parameter, vessel, stream, loop, interlock and duration, in SI, as one frozen value.

Lives here: `Design`, its look-ups and its hash.
Lives elsewhere: what the rows are (twin.<section>.nameplate, twin.plant_nameplate, twin.control.nameplate), files
(flowsheets.loader), the running line made from it (twin.line).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from difflib import get_close_matches
from typing import Protocol, TypeVar

from twin.control.nameplate import InterlockPlate, LoopPlate
from twin.crystallisation.nameplate import Carbonation, Crystallisation, Liquor, Product
from twin.dissolution.nameplate import BrineLoop, Concentrate, Dissolution, Feed, Recycled
from twin.electrolysis.nameplate import Ageing, Electrolysis, Limits, Poison
from twin.errors import DesignError
from twin.gdex.nameplate import Gdex
from twin.hcl.nameplate import Chlorate, Dechlorination, Hcl, Hypochlorite
from twin.ion_exchange.nameplate import IonExchange
from twin.parameter import nameplate
from twin.plant_nameplate import DurationPlate, Energy, PlantTargets, RoutePlate, VesselPlate
from twin.purification.nameplate import Purification, Tracers
from twin.staff_nameplate import Calendar, Practice, PumpPlate, Resources, SparePlate, StorePlate


class _Named(Protocol):
    @property
    def name(self) -> str: ...


Row = TypeVar("Row", bound=_Named)


@nameplate
class Design:
    """One plant. Field names of the sections are the first word of a parameter's path."""

    name: str
    """Name of the flowsheet."""
    plant: PlantTargets
    feed: Feed
    recycled: Recycled
    concentrate: Concentrate
    dissolution: Dissolution
    loop: BrineLoop
    purification: Purification
    ion_exchange: IonExchange
    electrolysis: Electrolysis
    ageing: Ageing
    dechlorination: Dechlorination
    chlorate: Chlorate
    hcl: Hcl
    hypochlorite: Hypochlorite
    crystallisation: Crystallisation
    carbonation: Carbonation
    liquor: Liquor
    product: Product
    gdex: Gdex
    tracer: Tracers
    energy: Energy
    limits: Limits
    resources: Resources
    calendar: Calendar
    procedures: Practice
    vessels: tuple[VesselPlate, ...]
    routes: tuple[RoutePlate, ...]
    loops: tuple[LoopPlate, ...]
    interlocks: tuple[InterlockPlate, ...]
    schedule: tuple[DurationPlate, ...]
    stores: tuple[StorePlate, ...]
    spares: tuple[SparePlate, ...]
    pumps: tuple[PumpPlate, ...]
    poisons: tuple[Poison, ...]

    def vessel(self, name: str) -> VesselPlate:
        """The vessel of this tag."""
        return _named(self.vessels, name, what="vessel")

    def route(self, name: str) -> RoutePlate:
        """The stream of this name."""
        return _named(self.routes, name, what="stream")

    def control_loop(self, name: str) -> LoopPlate:
        """The control loop of this tag."""
        return _named(self.loops, name, what="control loop")

    def interlock(self, name: str) -> InterlockPlate:
        """The interlock of this number."""
        return _named(self.interlocks, name, what="interlock")

    def duration(self, name: str) -> DurationPlate:
        """The item of the schedule with this key."""
        return _named(self.schedule, name, what="item of the schedule")

    def store(self, name: str) -> StorePlate:
        """The goods of this name."""
        return _named(self.stores, name, what="store")

    def spare(self, name: str) -> SparePlate:
        """The spare part of this name."""
        return _named(self.spares, name, what="spare part")

    @property
    def hash(self) -> str:
        """`design_hash` of this design."""
        return design_hash(self)


def design_hash(design: Design) -> str:
    """SHA-256 of everything in a design but its name: equal plants have equal hashes, whatever file they came from."""
    content = asdict(design)
    del content["name"]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _named(rows: Iterable[Row], name: str, *, what: str) -> Row:
    known = {row.name: row for row in rows}
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=1)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    raise DesignError(f"the design has no {what} '{name}'.{hint} It has: {', '.join(known)}.")
