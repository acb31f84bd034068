"""Who works on a line: its procedures, what they share, and which cause stops what.

Lives here: `crew`, the staff of a plant whose sequences, failures and deliveries are real; counts of what happened.
Lives elsewhere: procedures (each section), permits and interlocks (twin.control), the plant (twin.plant).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from twin.control.cause_effect import LINE, Action, Where, actions, limit
from twin.control.interlocks import GatedInterlock, Interlock
from twin.control.permits import BY_HAND, LOAD, Permits
from twin.control.stores import Stock, Store
from twin.control.turnaround import CELLS_OFF, FEED_OFF, WORKS, RunTurnaround
from twin.control.utilities import NITROGEN, RunUtility
from twin.crystallisation.handle import MVR, THICK, WASH_OUT, CrystalliserHandle
from twin.crystallisation.procedure import PackLots, RunCentrifuge, RunCompressor, RunDryer, WashOut, WatchSlurry
from twin.crystallisation.trucks import RunProductTrucks
from twin.dissolution.batch_handle import ReactorHandle
from twin.dissolution.batch_procedure import DissolveBatch
from twin.dissolution.handle import SILO, LotHandle, SiloHandle
from twin.dissolution.procedure import CutBags, FeedLots, RunCarbonateTrucks, WatchSilo
from twin.electrolysis.handle import RENEWAL, ElectrolyserHandle
from twin.electrolysis.procedure import RunElectrolyser
from twin.engine.environment import HybridEnvironment
from twin.engine.procedure import Procedure
from twin.engine.resources import Resource
from twin.engine.rows import Signal
from twin.feed_rows import fed_analysis
from twin.hcl.handle import BURNER, AcidDockHandle, BurnerHandle, HypochloriteHandle, VacuumPumpHandle
from twin.hcl.procedure import RunBurner, RunHypochlorite, RunVacuumPump, WatchOxygen
from twin.hcl.trucks import RunAcidTrucks, RunBleachTrucks, RunLyeTrucks
from twin.ion_exchange.handle import StationHandle
from twin.ion_exchange.procedure import RunStation
from twin.ledger import FENCE
from twin.line import PlantSignal
from twin.line_builder import Builder
from twin.loop_table import scale_of
from twin.plant import Plant
from twin.purification.handle import FilterHandle
from twin.purification.procedure import RunCandleFilters, RunChemicalTrucks, RunPress
from twin.schedule import KINDS, PLANNED
from twin.vessel_rows import letter

SHARED: Final = {"crew": 2, "skid": 1, "dock": 1, "charging pump": 1, "emptying pump": 1}
"""What procedures share, and how many of it there are."""
UTILITIES: Final = {
    "grid": ("grid_dip", "cells and burner"), "instrument air": ("air_failure", "cells and burner"),
    "cooling water": ("cooling_water_failure", "burner"), "DI plant": ("di_failure", "DI plant"),
    "tail fan": ("tail_fan", "burner"), NITROGEN: ("nitrogen_failure", "starts"),
}  # fmt: skip
"""Utility -> row of the schedule, and what its failure stops."""
FEED_LOOP: Final = "loop LIC-650"
FEED: Final = ("loop WIC-102", "loop LIC-461")
"""Solids, with them the recycled brine, and loop water."""
LOOPS: Final = (
    "WIC-102", "LIC-461", "LIC-107", "LIC-157", "LIC-261", "LIC-255A", "LIC-255B", "LIC-276", "LIC-450", "LIC-650",
    "LIC-659", "FIC-607",
)  # fmt: skip
"""Loops that a cause can stop."""
DRY: Final = ("side stream", "loop LIC-450")
"""What draws on depleted anolyte and would run dry while cells are off for long."""
STANDING: Final = ("dissolver acid", "trim", "mvr", "centrifuge", "dryer", "DI plant", "loop LIC-276", "loop LIC-659",
                   "loop FIC-607", FEED_LOOP)  # fmt: skip
"""What stands in a turnaround, beside feed, cells, burner and depleted anolyte."""
STORES: Final = {"lye": (36e3, 61e3), "bleach": (36e3, 72e3), "quarantine": (24e3, 200e3), "released": (96e3, 200e3),
                 "product": (0.0, 400e3)}  # fmt: skip
"""Store -> what it holds at the start and its capacity [kg] (vessel list: T-803, T-804, W-100; product estimated)."""
CUTTING_DAY = 16.0 * 3600.0
"""Time of the day in which bags are cut [s]."""


class Roster:
    """Puts the staff of one line together."""

    def __init__(self, env: HybridEnvironment, builder: Builder, seed: int) -> None:
        self.env, self.builder, self.seed, self.design, self.line = env, builder, seed, builder.design, builder.line
        self.memory, self.size = builder.memory, scale_of(builder.design).size
        self.schedule = {plate.name: plate for plate in builder.design.schedule}
        self.resources = {name: Resource(name, n) for name, n in SHARED.items()}
        env.resources = self.resources
        self.procedures: list[Procedure] = []
        self.letters = [letter(k) for k in range(len(self.line.electrolysis.units))]
        self.listed = {plate.name: plate for plate in builder.design.interlocks}
        self.actions = {name: one for name, one in actions(self.letters).items() if self._is_built(one)}
        self.permits = self._permits()
        rows = self.memory.commands("stores", Stock, len(STORES), labels=list(STORES))
        for row, (held, capacity) in zip(rows, STORES.values(), strict=True):
            row.held, row.capacity = held * self.size, capacity * self.size
        self.stores = {name: Store(row) for name, row in zip(STORES, rows, strict=True)}

    def hire(self, kind: type[Any], name: str, **what: Any) -> None:
        """One more procedure; ranks follow the order of hiring."""
        rank = len(self.procedures) + 1
        self.procedures.append(kind(self.env, name, seed=self.seed, rank=rank, schedule=self.schedule, **what))

    def signal(self, block: str, row: str, field: str) -> Signal:
        """A signal by block, row (a vessel or a number) and field."""
        number = self.builder.at[row] if row in self.builder.at else int(row)
        return self.memory.signal_place(block, number, field)

    def electrolysis(self) -> None:
        """Electrolysers and the vacuum pump."""
        section, crew = self.line.electrolysis, self.resources["crew"]
        rise, fall = self.schedule["ramp_up"].median or 8.0, self.schedule["ramp_down"].median or 16.0
        for k, one in enumerate(self.letters):
            unit = ElectrolyserHandle(section, self.memory, k, letter=one, permits=self.permits, rise=rise, fall=fall)
            self.hire(RunElectrolyser, f"electrolyser {one}", unit=unit, crew=crew)
        self.hire(RunVacuumPump, "vacuum pump", pump=VacuumPumpHandle(self.line.dechlorination), crew=crew)

    def hcl(self) -> None:
        """Burner, hypochlorite tanks, and the trucks that they need."""
        elements = float(self.line.electrolysis.units[0].elements)
        burner = BurnerHandle(
            self.line.hcl, self.memory, permits=self.permits,
            charge=self.memory.signal("plant", PlantSignal, 0, "charge"),
            elements=elements, turndown=self.design.limits.burner_turndown,
            cut=self.schedule["load_cut"].median or 60.0,
        )  # fmt: skip
        tanks = HypochloriteHandle(
            self.line.hcl, self.line.vessels, self.memory, lye=self.stores["lye"], bleach=self.stores["bleach"],
            full=self.design.vessel("T-801").level,
        )  # fmt: skip
        acid, dock = self.design.vessel("T-501"), self.resources["dock"]
        unloading = AcidDockHandle(
            self.line.commands[0], level=self.signal("vessels", "T-501", "level"), normal=acid.level
        )
        self.hire(RunBurner, "burner", burner=burner, crew=self.resources["crew"])
        self.hire(WatchOxygen, "oxygen analyser", burner=burner)
        self.hire(RunHypochlorite, "hypochlorite", tanks=tanks, swap_at=self.design.interlock("I-78").value)
        self.hire(RunAcidTrucks, "acid trucks", tanks=unloading, dock=dock)
        self.hire(RunBleachTrucks, "bleach trucks", store=self.stores["bleach"], dock=dock)
        self.hire(RunLyeTrucks, "lye trucks", store=self.stores["lye"], dock=dock)

    def batches(self) -> None:
        """Batch reactors, where the flowsheet has them: each carries its share of the feed."""
        line, count = self.line, len(self.line.batches.units)
        length = self.schedule["dissolver_batch"].median or 14400.0
        for k in range(count):
            row = self.builder.at[f"R-101-{k + 1}"]
            unit = ReactorHandle(
                line.batches, line.dissolution, self.memory, k, interval=length / count, share=1.0 / count,
                heel=float(line.vessels.seen[row].mass) or HEEL_MASS, signal=self.memory.used("signal"),
                vessels=line.vessels, low=self.design.vessel("T-402").low or 0.0,
                high=self.design.vessel("T-201").high or 1.0, top=self.design.vessel("R-101").high or 1.0,
            )  # fmt: skip
            self.hire(
                DissolveBatch, f"dissolver batch {k + 1}", unit=unit, wait=k * length / count,
                charging=self.resources["charging pump"], emptying=self.resources["emptying pump"],
            )  # fmt: skip

    def brine(self) -> None:
        """Carbonate, filters and ion exchange."""
        line, plates = self.line, self.schedule
        lost = line.ledger.fence[FENCE.index(9)]
        filters = FilterHandle(line.purification, line.vessels, 0, lost=lost, permits=self.permits)
        self.hire(RunCandleFilters, "candle filters", filters=filters)
        self.hire(RunPress, "filter press", filters=filters)
        self.hire(RunChemicalTrucks, "chemical trucks", dock=self.resources["dock"])
        unit = StationHandle(line.ion_exchange, self.memory, 0)
        swap_at = self.design.interlock("I-101").value * PPB_BRINE
        self.hire(RunStation, "ion exchange", unit=unit, skid=self.resources["skid"], swap_at=swap_at)
        day = (plates["bag_cutting"].p90 or 0.0) * BAG * self.size
        silo = SiloHandle(
            line.dissolution, self.memory, 0, permits=self.permits, released=self.stores["released"],
            rate=day * 86400.0 / CUTTING_DAY, full=0.93 * (self.design.vessel("H-100").mass or 30e3) * self.size,
        )  # fmt: skip
        self.hire(
            RunCarbonateTrucks, "carbonate trucks", quarantine=self.stores["quarantine"],
            released=self.stores["released"], dock=self.resources["dock"], demand=1117.14 / 3600.0 * self.size,
        )  # fmt: skip
        self.hire(CutBags, "bag cutting", silo=silo)
        feed = self.design.feed
        if feed.lot_variation > 0.0:
            mean = fed_analysis(self.design) | {"d50": self.design.dissolution.d50}
            self.hire(
                FeedLots, "feed lots", lots=LotHandle(line.dissolution, self.memory, 0), mean=mean,
                variation=feed.lot_variation, most_fluoride=feed.F_most,
            )  # fmt: skip
        self.hire(WatchSilo, SILO, silo=silo)

    def crystallisation(self) -> None:
        """Compressor, wash-outs, centrifuge, dryer, packing."""
        tank = self.signal("vessels", "T-601", "level")
        controller = self.line.loops.commands[self.builder.loop["LIC-650"]]
        unit = CrystalliserHandle(
            self.line.crystallisation, self.memory, 0, permits=self.permits, tank=tank, controller=controller,
            normal=self.design.vessel("T-601").level,
        )  # fmt: skip
        works = {
            MVR: RunCompressor, "centrifuge": RunCentrifuge, "dryer": RunDryer, WASH_OUT: WashOut, THICK: WatchSlurry,
        }  # fmt: skip
        for name, kind in works.items():
            self.hire(kind, name, unit=unit, crew=self.resources["crew"])
        store, dock = self.stores["product"], self.resources["dock"]
        self.hire(PackLots, "lots", unit=unit, crew=self.resources["crew"], store=store)
        self.hire(RunProductTrucks, "product trucks", store=store, dock=dock)
        self.hire(RunTurnaround, "turnaround", permits=self.permits, tank=unit)

    def utilities(self) -> None:
        """Grid, air, water and the tail fan."""
        for name, (key, _) in UTILITIES.items():
            self.hire(RunUtility, name, permits=self.permits, key=key)

    def interlocks(self) -> None:
        """Every row of the list that watches a signal of the line."""
        activity = self.design.electrolysis.proton_activity
        for name, one in self.actions.items():
            if one.acts != LINE or one.signal is None:
                continue
            about: dict[str, Any] = {
                "permits": self.permits, "signal": self.signal(*one.signal), "share": one.share,
                "limit": limit(one, self.listed.get(one.of), proton_activity=activity),
            }  # fmt: skip
            if one.gate is None:
                self.hire(Interlock, name, **about)
            else:
                self.hire(GatedInterlock, name, gate=self.signal(*one.gate), above=one.above, **about)

    def _is_built(self, action: Action) -> bool:
        """Whether the flowsheet has the row and what it watches."""
        listed = action.of in self.listed or action.delay is not None
        return listed and all(self._is_there(where) for where in (action.signal, action.gate) if where is not None)

    def _is_there(self, where: Where) -> bool:
        return where.block != "vessels" or where.unit in self.builder.at

    def _permits(self) -> Permits:
        line = self.line
        cells = {one: line.electrolysis.commands[k] for k, one in enumerate(self.letters)}
        lot, works = line.dissolution.lots[0], line.crystallisation.commands[0]
        points: dict[str, tuple[Any, str]] = {
            BURNER: (line.hcl.commands[0], "permit"), "dissolver acid": (lot, "acid_open"), "trim": (lot, "trim_open"),
            "side stream": (line.dechlorination.commands[0], "side_open"), "mvr": (works, "evaporation_permit"),
            "centrifuge": (works, "centrifuge_permit"), "dryer": (works, "drying_permit"),
            "DI plant": (line.commands[0], "water_on"), "burner start": (line.hcl.commands[0], "start_permit"),
            "barium": (line.purification.commands[0], "barium_open"),
        }  # fmt: skip
        for one, command in cells.items():
            points[f"electrolyser {one}"] = (command, "permit")
            points[f"acid {one}"] = (line.loops.commands[self.builder.loop[f"FFIC-302{one}"]], "automatic")
            points[f"start {one}"] = (command, "start_permit")
        for tag in LOOPS:
            points[f"loop {tag}"] = (line.loops.commands[self.builder.loop[tag]], "automatic")
        return Permits(self.memory, stops=self._causes(), points=points, drives=cells)

    def _causes(self) -> Mapping[str, Sequence[str]]:
        cells = tuple(f"electrolyser {one}" for one in self.letters)
        by_kind = {"cells and burner": (*cells, BURNER), BURNER: (BURNER,), "DI plant": ("DI plant",), "starts": ()}
        causes: dict[str, Sequence[str]] = {
            BURNER: (LOAD,), MVR: (FEED_LOOP,), WASH_OUT: (FEED_LOOP, "mvr", "centrifuge"), THICK: (FEED_LOOP, "mvr"),
            SILO: FEED, FEED_OFF: FEED, CELLS_OFF: (LOAD, BURNER, *DRY), WORKS: (*cells, *STANDING),
        }  # fmt: skip
        causes |= {f"{RENEWAL} {one}": (f"{LOAD} {one}",) for one in self.letters}
        causes |= {name: by_kind[kind] for name, (_, kind) in UTILITIES.items()}
        causes |= {f"{BY_HAND} {what}": (what,) for what in (*cells, BURNER)}
        return causes | {name: one.stops for name, one in self.actions.items() if one.stops}


HEEL_MASS = 900.0
"""Left in a batch reactor of 16 m3 between batches, until its level has been seen once [kg]."""
BAG = 1000.0
"""Carbonate in a big bag [kg]."""
PPB_BRINE = 1000.0
"""Brine hardness in ppb is taken as micrograms a litre, as everywhere in the line [kg/m3 per kg/kg]."""


def crew(env: HybridEnvironment, builder: Builder, seed: int) -> tuple[Sequence[Procedure], Sequence[Resource]]:
    """The staff of a plant with real sequences: nothing is averaged any more."""
    roster = Roster(env, builder, seed)
    roster.electrolysis()
    roster.hcl()
    roster.batches()
    roster.brine()
    roster.crystallisation()
    roster.utilities()
    roster.interlocks()
    return roster.procedures, list(roster.resources.values())


def events(plant: Plant) -> dict[str, int]:
    """What has happened since the run's start, by kind, and in total; a press drop or a tank swap is a batch, too."""
    found = {kind: int(sum(p.memory.get(kind, 0.0) for p in plant.procedures.values())) for kind in KINDS}
    for kind in PLANNED:
        if number := sum(p.memory.get(kind, 0.0) for p in plant.procedures.values()):
            found[kind] = int(number)
    total = sum(found.values())
    return {"total": total, **found, "batch": found["batch"] + found["press_drop"] + found["tank_swap"]}
