"""Who works on a line: its procedures and what they share.

Lives here: `crew`, the staff of a plant whose sequences, failures and deliveries are real; counts of what happened.
Lives elsewhere: procedures (each section), which cause stops what (twin.causes), permits and interlocks (twin.control),
how many people and goods there are (the design), the plant (twin.plant).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from twin.causes import UTILITIES, permits_of, pumps_of
from twin.control.cause_effect import LINE, Action, Where, actions, limit
from twin.control.haul import RunChemicalTrucks
from twin.control.interlocks import GatedInterlock, Interlock
from twin.control.pumps import RunPumps
from twin.control.shifts import RunShifts
from twin.control.spares import Part, Shelf
from twin.control.stores import Stock, Store
from twin.control.turnaround import RunTurnaround
from twin.control.utilities import RunUtility
from twin.crystallisation.handle import MVR, THICK, WASH_OUT, CrystalliserHandle
from twin.crystallisation.procedure import PackLots, RunCentrifuge, RunCompressor, RunDryer, WashOut, WatchSlurry
from twin.crystallisation.trucks import RunProductTrucks
from twin.design import Design
from twin.dissolution.batch_handle import ReactorHandle
from twin.dissolution.batch_procedure import DissolveBatch
from twin.dissolution.handle import SILO, LotHandle, ProbeHandle, SiloHandle
from twin.dissolution.procedure import CalibrateProbe, CutBags, FeedLots, WatchSilo
from twin.dissolution.trucks import RunCarbonateTrucks
from twin.electrolysis.handle import LOW_LOAD, ElectrolyserHandle
from twin.electrolysis.procedure import ELEMENT, RECTIFIER, LowLoadTest, RunElectrolyser
from twin.engine.environment import HybridEnvironment
from twin.engine.procedure import Procedure
from twin.engine.resources import Resource
from twin.engine.rows import Signal
from twin.feed_rows import fed_analysis
from twin.hcl.handle import AcidDockHandle, BurnerHandle, HypochloriteHandle, VacuumPumpHandle
from twin.hcl.procedure import RunBurner, RunHypochlorite, RunVacuumPump, WatchOxygen
from twin.hcl.trucks import RunAcidTrucks, RunBleachTrucks, RunLyeTrucks
from twin.hours import length
from twin.ion_exchange.handle import StationHandle
from twin.ion_exchange.procedure import RunStation
from twin.ledger import FENCE
from twin.line import PlantSignal
from twin.line_builder import Builder
from twin.loop_table import NOMINAL_EVAPORATION, nominal_charge, scale_of
from twin.matter.components import LIQUID
from twin.matter.constants import M_LI2CO3, M_MONOHYDRATE
from twin.matter.vessels import mass_of
from twin.plant import Plant
from twin.purification.candles import CandleSignal
from twin.purification.handle import FilterHandle
from twin.purification.procedure import RunCandleFilters, RunPress
from twin.schedule import KINDS, PLANNED
from twin.staff_nameplate import StorePlate
from twin.vessel_rows import letter


class Roster:
    """Puts the staff of one line together."""

    def __init__(self, env: HybridEnvironment, builder: Builder, seed: int) -> None:
        self.env, self.builder, self.seed, self.design, self.line = env, builder, seed, builder.design, builder.line
        self.memory = builder.memory
        self.schedule = {plate.name: plate for plate in builder.design.schedule}
        self.resources = {
            one.name.replace("_", " "): Resource(one.name.replace("_", " "), getattr(self.design.resources, one.name))
            for one in fields(self.design.resources)
            if one.name != "crew_night"
        }
        env.resources = self.resources
        self.procedures: list[Procedure] = []
        self.letters = [letter(k) for k in range(len(self.line.electrolysis.units))]
        self.listed = {plate.name: plate for plate in builder.design.interlocks}
        self.actions = {name: one for name, one in actions(self.letters).items() if self._is_built(one)}
        self.permits = permits_of(builder, self.letters, self.actions)
        self.goods = {plate.name: plate for plate in self.design.stores}
        self.stores = self._stores()
        self.shelves = self._shelves()

    def hire(self, kind: type[Any], name: str, **what: Any) -> None:
        """One more procedure; ranks follow the order of hiring."""
        rank = len(self.procedures) + 1
        how = {"schedule": self.schedule, "calendar": self.design.calendar, "practice": self.design.procedures}
        self.procedures.append(kind(self.env, name, seed=self.seed, rank=rank, **how, **what))

    def signal(self, block: str, row: str, field: str) -> Signal:
        """A signal by block, row (a vessel or a number) and field."""
        number = self.builder.at[row] if row in self.builder.at else int(row)
        return self.memory.signal_place(block, number, field)

    def carried(self, name: str) -> dict[str, Any]:
        """Goods that come or go, and where they are handled."""
        goods = self.design.store(name)
        return {"goods": goods, "dock": self.resources[goods.place]}

    def electrolysis(self) -> None:
        """Electrolysers and the vacuum pump."""
        section, crew, e = self.line.electrolysis, self.resources["crew"], self.design.electrolysis
        units: list[ElectrolyserHandle] = []
        rise, fall = self.schedule["ramp_up"].median or 8.0, self.schedule["ramp_down"].median or 16.0
        parts = {RECTIFIER: self.shelves["thyristors"], ELEMENT: self.shelves["element"]}
        for k, one in enumerate(self.letters):
            unit = ElectrolyserHandle(
                section, self.memory, k, letter=one, permits=self.permits, rise=rise, fall=fall,
                heater=self.line.loops.commands[self.builder.loop[f"TIC-303{one}"]], cells=self.design.electrolysis,
                law=self.design.ageing,
            )  # fmt: skip
            units.append(unit)
            self.hire(RunElectrolyser, f"electrolyser {one}", unit=unit, crew=crew, parts=parts)
        self.hire(LowLoadTest, LOW_LOAD, units=units, share=e.low_load, every=e.low_load_every)
        if e.load_policy > 0:
            self.permits.let_share(self.design.limits.i_max * e.area)
        pump = VacuumPumpHandle(self.line.dechlorination)
        self.hire(RunVacuumPump, "vacuum pump", pump=pump, spares=self.shelves["pump"])

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
            full=self.design.vessel("T-801").level, drain=self.design.procedures.tank_drain,
            refill=self.design.procedures.tank_refill,
        )  # fmt: skip
        acid = self.design.vessel("T-501")
        unloading = AcidDockHandle(
            self.line.commands[0], level=self.signal("vessels", "T-501", "level"), normal=acid.level
        )
        if self.design.hcl.burners > 0.0:
            graphite = self.shelves["graphite"]
            self.hire(RunBurner, "burner", burner=burner, crew=self.resources["crew"], graphite=graphite)
            self.hire(WatchOxygen, "oxygen analyser", burner=burner)
        self.hire(RunHypochlorite, "hypochlorite", tanks=tanks, swap_at=self.design.interlock("I-78").value)
        self.hire(RunAcidTrucks, "acid trucks", tanks=unloading, **self.carried("acid"))
        self.hire(RunBleachTrucks, "bleach trucks", store=self.stores["bleach"], **self.carried("bleach"))
        self.hire(RunLyeTrucks, "lye trucks", store=self.stores["lye"], **self.carried("lye"))

    def batches(self) -> None:
        """Batch reactors, where the flowsheet has them: each carries its share of the feed."""
        line, count = self.line, len(self.line.batches.units)
        length = self.schedule["dissolver_batch"].median or 14400.0
        for k in range(count):
            row = self.builder.at[f"R-101-{k + 1}"]
            unit = ReactorHandle(
                line.batches, line.dissolution, self.memory, k, interval=length / count, share=1.0 / count,
                heel=mass_of(self.builder.vessels[row].filling.reshape(1, -1), 0, LIQUID),
                signal=self.memory.used("signal"), vessels=line.vessels, low=self.design.vessel("T-402").low or 0.0,
                high=self.design.vessel("T-201").high or 1.0, top=self.design.vessel("R-101").high or 1.0,
            )  # fmt: skip
            self.hire(
                DissolveBatch, f"dissolver batch {k + 1}", unit=unit, wait=k * length / count,
                charging=self.resources["charging pump"], emptying=self.resources["emptying pump"],
            )  # fmt: skip

    def columns(self) -> None:
        """Ion exchange."""
        line, x = self.line, self.design.ion_exchange
        unit = StationHandle(
            line.ion_exchange, self.memory, 0, spent=line.ledger.fence[FENCE.index(78)], worn_at=x.lost_at_change
        )
        self.hire(
            RunStation, "ion exchange", unit=unit, skid=self.resources["skid"], swap_at=unit.swap_at,
            cycle=x.analyser_cycle, dead=x.analyser_dead,
        )  # fmt: skip

    def brine(self) -> None:
        """Carbonate, filters, ion exchange."""
        line, plates = self.line, self.schedule
        lost = line.ledger.fence[FENCE.index(9)]
        drop = self.memory.signal("candles", CandleSignal, 0, "drop")
        filters = FilterHandle(line.purification, line.vessels, 0, lost=lost, permits=self.permits, drop=drop)
        self.hire(
            RunCandleFilters, "candle filters", filters=filters, usual=plates["filter_cycle"].median or 0.0,
            longest=self.design.purification.filter_longest,
        )  # fmt: skip
        self.hire(RunPress, "filter press", filters=filters)
        chemicals, dock = StorePlate(name="chemicals", service="barium chloride, peroxide"), self.resources["dock"]
        self.hire(RunChemicalTrucks, "chemical trucks", goods=chemicals, dock=dock)
        self.columns()
        calendar, practice = self.design.calendar, self.design.procedures
        a_day = (plates["bag_cutting"].p90 or 0.0) * 86400.0 * practice.bag
        silo = SiloHandle(
            line.dissolution, self.memory, 0, permits=self.permits, released=self.stores["released"],
            rate=a_day / length(calendar.cutting_from, calendar.cutting_to),
            full=practice.silo_full * (self.design.vessel("H-100").mass or 30e3),
        )  # fmt: skip
        self.hire(
            RunCarbonateTrucks, "carbonate trucks", quarantine=self.stores["quarantine"],
            released=self.stores["released"], **self.carried("quarantine"), demand=carbonate_demand(self.design),
        )  # fmt: skip
        self.hire(CutBags, "bag cutting", silo=silo)
        self.hire(
            FeedLots, "feed lots", lots=LotHandle(line.dissolution, self.memory, 0),
            stocks=[self.stores[name] for name in ("quarantine", "released")],
            mass=self.design.store("quarantine").load or 0.0, mean=fed_analysis(self.design),
            variation=self.design.feed.lot_variation, most_fluoride=self.design.feed.F_most,
        )  # fmt: skip
        for k, tag in enumerate(PROBES):
            probe = ProbeHandle(line.dissolution, line.vessels, k)
            self.hire(CalibrateProbe, f"pH probe {tag}", probe=probe)
        self.hire(WatchSilo, SILO, silo=silo)

    def crystallisation(self) -> None:
        """Compressor, wash-outs, centrifuge, dryer, packing."""
        tank = self.signal("vessels", "T-601", "level")
        controller = self.line.loops.commands[self.builder.loop["LIC-650"]]
        unit = CrystalliserHandle(
            self.line.crystallisation, self.memory, 0, permits=self.permits, tank=tank, controller=controller,
            normal=self.design.vessel("T-601").level, evaporation=NOMINAL_EVAPORATION * scale_of(self.design).size,
        )  # fmt: skip
        works = {
            MVR: RunCompressor, "centrifuge": RunCentrifuge, "dryer": RunDryer, WASH_OUT: WashOut, THICK: WatchSlurry,
        }  # fmt: skip
        for name, kind in works.items():
            self.hire(kind, name, unit=unit, crew=self.resources["crew"])
        store = self.stores["product"]
        product = self.design.product
        self.hire(PackLots, "lots", unit=unit, crew=self.resources["crew"], store=store, product=product)
        self.hire(RunProductTrucks, "product trucks", store=store, **self.carried("product"))
        self.hire(RunTurnaround, "turnaround", permits=self.permits, tank=unit)

    def utilities(self) -> None:
        """Grid, air, water and the tail fan; pumps of a service."""
        for name, (key, _) in UTILITIES.items():
            self.hire(RunUtility, name, permits=self.permits, key=key)
        for plate in self.design.pumps:
            about = {"permits": self.permits, "installed": plate.installed, "spares": self.shelves["pump"]}
            self.hire(RunPumps, pumps_of(plate.name), **about)

    def people(self) -> None:
        """Shifts."""
        people = self.design.resources
        self.hire(RunShifts, "shifts", crew=self.resources["crew"], by_day=people.crew, at_night=people.crew_night)

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

    def _stores(self) -> dict[str, Store]:
        """Stores that the line does not reckon with: what lies there, or what their tank holds."""
        kept = [plate for plate in self.design.stores if plate.capacity is not None or plate.density is not None]
        rows = self.memory.commands("stores", Stock, len(kept), labels=[plate.name for plate in kept])
        for row, plate in zip(rows, kept, strict=True):
            row.held, row.capacity = plate.held or 0.0, plate.capacity or 0.0
            if plate.density is not None:
                tank = self.design.vessel(plate.tank)
                row.capacity = plate.density * (tank.volume or 0.0)
                row.held = row.capacity * tank.level
        return {plate.name: Store(row) for row, plate in zip(rows, kept, strict=True)}

    def _shelves(self) -> dict[str, Shelf]:
        """Spare parts, by kind."""
        plates, shelves, first = self.design.spares, dict[str, Shelf](), 0
        labels = [f"{plate.name} {k + 1}" for plate in plates for k in range(plate.held)]
        places = self.memory.commands("spares", Part, len(labels), labels=labels)
        for plate in plates:
            shelves[plate.name] = Shelf(plate, [places[first + k] for k in range(plate.held)])
            first += plate.held
        return shelves

    def _is_built(self, action: Action) -> bool:
        """Whether the flowsheet has the row and what it watches."""
        listed = action.of in self.listed or action.delay is not None
        return listed and all(self._is_there(where) for where in (action.signal, action.gate) if where is not None)

    def _is_there(self, where: Where) -> bool:
        return where.block != "vessels" or where.unit in self.builder.at


PROBES = ("AIC-105", "AIC-155")
"""Loops of the dissolvers that act on a pH probe."""


def carbonate_demand(design: Design) -> float:
    """Carbonate as it is delivered that full load uses [kg/s]: half a mole a mole of product, and what is lost."""
    product = design.plant.capacity / design.plant.hours * scale_of(design).charge / nominal_charge(design)
    return float(0.5 * product / M_MONOHYDRATE * M_LI2CO3 / design.feed.Li2CO3 / (1.0 - design.plant.handling_loss))


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
    roster.people()
    return roster.procedures, list(roster.resources.values())


def events(plant: Plant) -> dict[str, int]:
    """What has happened since the run's start, by kind, and in total; a press drop or a tank swap is a batch, too."""
    found = {kind: int(sum(p.memory.get(kind, 0.0) for p in plant.procedures.values())) for kind in KINDS}
    for kind in PLANNED:
        if number := sum(p.memory.get(kind, 0.0) for p in plant.procedures.values()):
            found[kind] = int(number)
    total = sum(found.values())
    return {"total": total, **found, "batch": found["batch"] + found["press_drop"] + found["tank_swap"]}
