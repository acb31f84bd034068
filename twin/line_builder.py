"""Makes the rows of a line from a design: nameplates, places of signals, first filling, commands.

Lives here: names to places; what a section is told of its neighbours.
Lives elsewhere: what runs (twin.line), procedures (twin.plant).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from twin.cell_rows import CELL_LOOPS, electrolysis_rows, fill_elements
from twin.control.loops import NONE, LoopSignal, build_loops
from twin.crystallisation.equipment import Crystallisation, CrystalliserSignal, build_crystallisation
from twin.crystallisation_rows import crystalliser_row, first_crystals, liquor_limits
from twin.design import Design
from twin.dissolution.batch import Batches, Reactor, build_batches
from twin.dissolution.equipment import Dissolution, Dissolver, build_dissolution
from twin.dissolution.particles import REFERENCE_D50, waiting_square
from twin.electrolysis.equipment import ElectrolyserSignal, Electrolysis, HeaderSignal
from twin.engine.rows import Memory, rows
from twin.errors import DesignError
from twin.feed_rows import fed_concentrate, lay_in_feed, strip_approach
from twin.gdex.equipment import Reactor as SideReactor
from twin.gdex.equipment import SideStream, build_side_stream
from twin.hcl.acid_vapour import vapour_line
from twin.hcl.dechlorination import Dechlorination, Stripper, build_dechlorination
from twin.hcl.equations import burned_share, fresh_lye
from twin.hcl.equipment import Burner, Synthesis, build_synthesis
from twin.hcl.furnace import jacket_units
from twin.hcl.polish import Doser, Polish, build_polish
from twin.hcl.sizing import REFERENCE_FLAME, cooler_units, film_units
from twin.ion_exchange.equipment import IonExchange, Station, build_ion_exchange, resin_of
from twin.ledger import build_ledger
from twin.line import Line, PlantCommand, PlantSignal, Plumbing
from twin.loop_table import LoopRow, as_loop, cell_loops, hydrolysis_constant, loop_water, plant_loops, scale_of
from twin.matter.brine_tables import BrineTables, brine_tables
from twin.matter.components import H2O, LI, OH
from twin.matter.constants import FARADAY, M_CO3, M_H2O, M_H2O2, M_HCL, M_MONOHYDRATE
from twin.matter.enthalpy import SOLID_LIOH_H2O, liquid_enthalpy
from twin.matter.flame_table import flame_table
from twin.matter.streams import build_streams
from twin.matter.vessels import ENTHALPY, WIDTH, Condition, build_vessels
from twin.purification.equipment import Purification
from twin.purification_rows import purification_rows
from twin.vessel_rows import letter, vessel_rows

SIGNAL_KINDS: dict[str, type[Any]] = {
    "vessels": Condition, "loops": LoopSignal, "electrolysers": ElectrolyserSignal, "plant": PlantSignal,
    "crystallisers": CrystalliserSignal, "headers": HeaderSignal,
}  # fmt: skip
PPB_BRINE = 1000.0
"""Brine hardness in ppb is taken as micrograms a litre, as everywhere in the line [kg/m3 per kg/kg]."""
EMPTY = 0.01
"""Level below which a reactor holds nothing to reckon a residence from [-]."""
LEAST_SURPLUS = 0.02
"""Share of the chlorine that counts at least as left over for hypochlorite [-]: below it none is made for sale."""


class Builder:
    """The line while it is put together: memory, and where everything is."""

    def __init__(self, design: Design, tables: BrineTables | None = None) -> None:
        self.design, self.memory = design, Memory()
        self.tables = tables if tables is not None else brine_tables()
        self.vessels = vessel_rows(design)
        self.at = {row.name: k for k, row in enumerate(self.vessels)}
        self.loop_rows: list[LoopRow] = [*cell_loops(design), *plant_loops(design)]
        self.loop = {row.tag: k for k, row in enumerate(self.loop_rows)}
        self.cells = len(cell_loops(design))
        self.line = self._line()
        self._fill()

    def place(self, where: tuple[str, int | str, str]) -> int:
        """Place of a signal by block, row (a number, a vessel or a loop) and field."""
        block, row, field = where
        if isinstance(row, str):
            names = self.loop if block == "loops" else self.at
            if row not in names:
                raise DesignError(f"{block} has no '{row}'. It has: {', '.join(names)}.")
            row = names[row]
        return self.memory.signal(block, SIGNAL_KINDS[block], row, field).place

    def order(self, tag: str) -> int:
        """Place of a loop's output."""
        return self.place(("loops", tag, "output"))

    def _line(self) -> Line:
        memory, design = self.memory, self.design
        seen_loops = memory.signals("loops", LoopSignal, len(self.loop_rows))
        vessels = build_vessels(memory, [row.plate for row in self.vessels], list(self.at))
        streams = build_streams(memory)
        seen = memory.signals("plant", PlantSignal, 1)
        electrolysis = self._electrolysis()
        crystallisation = self._crystallisation()
        rest = (
            self._dissolution(), self._batches(), self._purification(), self._ion_exchange(), electrolysis,
            self._dechlorination(), self._hcl(), self._polish(), crystallisation, self._side_stream(),
        )  # fmt: skip
        ledger = build_ledger(memory)
        commands = memory.commands("plant", PlantCommand, 1)
        plumbing = Plumbing(
            acid=self.at["T-501"], condensate=self.at["T-603"], water=self.at["T-901"], polished=self.at["T-203"],
            raw=self.at["T-201"], recycle=self.at["T-402"], full_charge=scale_of(self.design).charge,
            cell_loops=self.cells, loops=len(self.loop_rows), bought_order=self.order("LIC-512"),
            make_up_order=self.order("LIC-675"), supply_order=self.order("LIC-954"),
            bought_strength=design.hcl.acid_strength,
        )  # fmt: skip
        loops = build_loops(
            memory, [self._loop(row) for row in self.loop_rows], seen_loops, memory.used("signal"), list(self.loop)
        )
        places = rows(Plumbing, [plumbing])
        return Line(vessels, streams, loops, *rest, ledger, places, commands, seen, memory.used("rate"))

    def _loop(self, row: LoopRow) -> Any:
        return as_loop(
            row, measured=self.place(row.measured), wild=self.place(row.wild) if row.wild else NONE,
            master=self.loop[row.master] if row.master else NONE,
        )  # fmt: skip

    def _dissolution(self) -> Dissolution:
        d, loop, at = self.design.dissolution, self.design.loop, self.at
        return build_dissolution(self.memory, [Dissolver(
            first=at["R-101A"], second=at["R-101B"], acid=at["T-501"], recycle=at["T-402"], water=at["T-901"],
            target=at["T-201"], feed_order=self.order("WIC-102"), recycle_order=self.order("FIC-104"),
            water_order=self.order("LIC-461"), first_order=self.order("LIC-107"), second_order=self.order("LIC-157"),
            acid_feed_forward=d.acid_feed_forward, free_acid=d.free_acid, carbonate_first=d.carbonate_A,
            solids_time=d.solids_time, solids_square=waiting_square(REFERENCE_D50, d.size_spread),
            saturation=d.bicarbonate_most, blending=d.blending, wetting=d.wetting, spread=d.size_spread,
            trim_time=self.design.control_loop("AIC-105").closed_loop_time, reset=d.trim_reset, most_trim=d.trim_most,
            area=d.area, rise=d.bubble_rise, carryover=d.solids_carryover,
            offgas_temperature=d.offgas_T, parasitic_water=loop.parasitic_water, nitrogen=d.strip_N2,
            stripping=strip_approach(self.design), foam_factor=d.foam_factor,
        )], [fed_concentrate(self.design)])  # fmt: skip

    def _batches(self) -> Batches:
        d, at = self.design.dissolution, self.at
        return build_batches(self.memory, [
            Reactor(
                vessel=at[f"R-101-{k + 1}"], acid=at["T-501"], recycle=at["T-402"], target=at["T-201"],
                carbonate=d.dissolved_CO2, free_acid=d.free_acid,
            )
            for k in range(d.batch_reactors)
        ])  # fmt: skip

    def _purification(self) -> Purification:
        return purification_rows(self.memory, self.design, self.at, self.order)

    def _ion_exchange(self) -> IonExchange:
        x, at = self.design.ion_exchange, self.at
        return build_ion_exchange(self.memory, [Station(
            source=at["T-202"], target=at["T-203"], loop=at["R-101A"], acid=at["T-501"], lye=at["T-601"],
            water=at["T-901"], flow_order=self.order("LIC-276"), first=0, columns=x.columns, slices=x.slices,
            resin=x.resin_volume, liquid=x.liquid_fraction * x.resin_volume, capacity=x.capacity,
            first_bed=0, use=x.use_fraction, displaced=x.displaced, depth=x.bed_depth, bead=x.bead,
            voidage=x.voidage, viscosity=x.viscosity, diffusivity=x.diffusivity, particle=x.particle,
            salt_loss=x.salt_loss, salt_reference=x.salt_reference, pk=x.pK, sites=x.sites, fade=x.fade,
            ion_product=x.pKw, hydrolysis=x.carbonate_hydrolysis, elution=x.elution, reach=x.reach,
            osmotic_fade=x.osmotic_fade, chlorine_damage=x.chlorine_damage,
            swap_at=self.design.interlock("I-101").value * PPB_BRINE,
            displacement_bv=x.displacement_bv, backwash_bv=x.backwash_bv, hcl_bv=x.hcl_bv,
            hcl_strength=x.hcl_strength, rinse_acid_bv=x.rinse_acid_bv, lioh_bv=x.lioh_bv,
            lioh_strength=x.lioh_strength, rinse_base_bv=x.rinse_base_bv,
        )], resins=resin_of(x))  # fmt: skip

    def _electrolysis(self) -> Electrolysis:
        orders = {
            tag: [self.order(f"{tag}{letter(k)}") for k in range(self.design.electrolysis.electrolysers)]
            for tag in CELL_LOOPS
        }
        return electrolysis_rows(self.memory, self.design, self.tables, at=self.at, orders=orders)

    def _dechlorination(self) -> Dechlorination:
        d, c, at, vessel = self.design.dechlorination, self.design.chlorate, self.at, self.design.vessel("R-402")
        e, brine = self.design.electrolysis, scale_of(self.design).lithium
        through, held = 1.735 / 3600.0 * brine * c.side_stream / 0.55, (vessel.volume or 1.0) * max(vessel.level, EMPTY)
        return build_dechlorination(self.memory, [Stripper(
            depleted=at["T-401"], reactor=at["R-402"], target=at["T-402"], acid=at["T-501"],
            strip_order=self.order("LIC-450"), reactor_order=self.order("LIC-460"), purge=self.design.loop.purge,
            side_stream=c.side_stream, free_acid=d.free_acid, reactor_acid=c.free_HCl / M_HCL,
            destruction=c.conversion / (1.0 - c.conversion) * through / held, activation=c.activation_T,
            dioxide=c.ClO2, dioxide_coldness=c.ClO2_activation_T,
            air=d.air_inleak + d.strip_air, pressure=self.design.control_loop("PIC-403").set_point,
            efficiency=d.efficiency, solubility=e.Cl2_solubility, hydrolysis=hydrolysis_constant(self.design),
            water_activity=e.aw_anolyte,
        )])  # fmt: skip

    def _polish(self) -> Polish:
        d, at = self.design.dechlorination, self.at
        return build_polish(self.memory, [Doser(
            source=at["R-202"], target=at["T-202"], ratio=d.peroxide_ratio,
            most=d.peroxide_max * d.peroxide_strength / M_H2O2, strength=d.peroxide_strength, time=d.peroxide_time,
        )])  # fmt: skip

    def _hcl(self) -> Synthesis:
        h, b, e, at = self.design.hcl, self.design.hypochlorite, self.design.electrolysis, self.at
        vapour, slope = vapour_line(strength=h.acid_strength)
        return build_synthesis(self.memory, [Burner(
            acid=at["T-501"], water=at["T-603"], dilution=at["T-901"], depleted=at["T-401"], bleach=at["T-801"],
            excess=h.H2_excess, imported=h.H2_import, vented=h.H2_vent, recycled=h.tail_recycle,
            absorption=h.absorption, strength=h.acid_strength,
            full=0.5 * scale_of(self.design).charge / FARADAY, cooling_water=h.cooling_water_T,
            water_temperature=h.absorber_water_T, acid_temperature=h.acid_T, cooler=cooler_units(e.T_gas),
            film=film_units(passes=h.film_passes, approach=h.film_approach), film_passes=h.film_passes,
            film_approach=h.film_approach, film_growth=h.film_UA, tower_growth=h.tower_UA, tower_warmth=h.tower_warmth,
            jacket=jacket_units(flame=REFERENCE_FLAME, wall=h.jacket_T, share=h.steam_fraction),
            jacket_wall=h.jacket_T, jacket_growth=h.jacket_UA, chlorine_in_acid=h.acid_Cl2, tail_air=h.tail_air,
            vapour=vapour, vapour_slope=slope, spread=h.mixing,
            lag=self.design.control_loop("FFC-551").closed_loop_time, crossed=h.cross_limits, purge=h.purge_N2,
            suction=self.design.control_loop("PIC-505").set_point, steam_enthalpy=h.steam_enthalpy,
            scrubber=b.transfer_units, lye_enough=b.least_lye, anode_pressure=e.P_anode,
            cathode_pressure=e.P_cathode, bleach_strength=b.strength, lye_excess=b.NaOH_excess,
            lye_strength=b.NaOH_strength, fresh_lye=absorber_lye(self.design),
        )], flame_table())  # fmt: skip

    def _crystallisation(self) -> Crystallisation:
        return build_crystallisation(
            self.memory, [crystalliser_row(self.design, self.at, self.order)], liquor_limits(self.design)
        )

    def _side_stream(self) -> SideStream:
        g = self.design.gdex
        return build_side_stream(self.memory, [SideReactor(
            recovery=g.recovery, rate=g.rate, residence=g.residence, current_density=g.current_density,
            voltage=g.voltage, current_efficiency=g.current_efficiency, moisture=g.cake_moisture,
        )] * g.reactors)  # fmt: skip

    def _cake(self) -> Any:
        """Wet cake that stands in H-604 at the level of its loop: components [mol] and enthalpy [J]."""
        place = self.loop["WIC-665"]
        mass, moisture = self.loop_rows[place].set_point, self.design.crystallisation.cake_moisture
        held = np.zeros((1, WIDTH))
        crystals = (1.0 - moisture) * mass / M_MONOHYDRATE
        held[0, [LI, OH]] = crystals
        held[0, H2O] = crystals + moisture * mass / M_H2O
        held[0, ENTHALPY] = liquid_enthalpy(held, 0, self.design.crystallisation.T) + crystals * SOLID_LIOH_H2O
        return held[0]

    def _fill(self) -> None:
        """First filling and commands: every unit in service, averaged."""
        line, design = self.line, self.design
        for k, row in enumerate(self.vessels):
            line.vessels.now[k] = row.filling
        line.vessels.now[self.at["H-604"]] = self._cake()
        for k, loop in enumerate(self.loop_rows):
            line.loops.commands[k].set_point, line.loops.commands[k].automatic = loop.set_point, 1.0
        water = self.loop["LIC-461"]
        recycle = 3.288 * 1117.14 / 3600.0 * scale_of(design).size
        line.loops.now[water].integral = loop_water(design) / (self.loop_rows[water].bias * recycle) - 1.0
        line.commands[0].averaged = line.commands[0].water_on = 1.0
        lay_in_feed(line, design)
        for train in line.purification.commands:
            train.averaged = train.barium_open = train.brine_on_duty = 1.0
        self._fill_columns()
        self._energise()
        line.polish.commands[0].running = 1.0
        self._light()
        first_crystals(design, line.crystallisation)
        for works in line.crystallisation.commands:
            works.evaporating = works.centrifuging = works.drying = 1.0
            works.evaporation_permit = works.centrifuge_permit = works.drying_permit = 1.0
            works.packing = -1.0

    def _fill_columns(self) -> None:
        """Columns full of polished brine, the first in lead, the last regenerating."""
        line, plate, resin = self.line, self.design.vessel("T-203"), self.design.ion_exchange
        for station in line.ion_exchange.commands:
            station.averaged = station.open = 1.0
            station.lead, station.lag, station.off = 0.0, 1.0, 2.0
            station.hours = 1.0
        for bed in line.ion_exchange.beds:
            bed.lost = resin.lost
        share = resin.liquid_fraction * resin.resin_volume / (plate.volume or 1.0) / plate.level
        line.ion_exchange.held[:] = share * self.vessels[self.at["T-203"]].filling

    def _energise(self) -> None:
        """Electrolysers at full load; their depleted brine is dechlorinated."""
        line, design = self.line, self.design
        current = scale_of(design).charge / design.electrolysis.electrolysers / design.electrolysis.elements
        for k, rectifier in enumerate(line.electrolysis.commands):
            rectifier.acid_on = rectifier.circulating = rectifier.permit = rectifier.start_permit = 1.0
            rectifier.target = current
            line.electrolysis.now[k].current = current
        fill_elements(line.electrolysis, design)
        for stripper in line.dechlorination.commands:
            stripper.pump = stripper.side_open = stripper.purge_open = stripper.onward = 1.0
            stripper.to_header = float(design.dechlorination.strip_air <= 0.0)

    def _light(self) -> None:
        """The burner burns, where there is one; hypochlorite leaves at the product's strength."""
        design = self.design
        for burner in self.line.hcl.commands:
            burner.lit = design.hcl.burners
            burner.import_open = burner.averaged = burner.permit = burner.start_permit = 1.0
            burner.sampled, burner.sampled_lye = design.hypochlorite.strength, design.hypochlorite.NaOH_excess


def absorber_lye(design: Design) -> float:
    """NaOH with which a hypochlorite tank is filled, so that it is swapped (I-78) at the product's strength [kg/kg].

    CO2 and HCl of the gas, which lye also takes, as the data book reckons them for rest; with hardly any chlorine
    left over, as for the LEAST_SURPLUS of it. At most as strong as the lye that is bought.
    """
    e, h, b = design.electrolysis, design.hcl, design.hypochlorite
    half = 0.5 * scale_of(design).charge / FARADAY
    burned = burned_share(
        hydrogen=1.0 - h.H2_vent + h.H2_import / half, chlorine=1.0, oxygen=0.0, excess=h.H2_excess,
        recycled=h.tail_recycle,
    )  # fmt: skip
    surplus = max(1.0 - h.burners * burned, LEAST_SURPLUS)
    carbonate = e.feed_ratio * FARADAY * design.purification.carbonate_in_brine / M_CO3
    wanted = fresh_lye(
        product=b.strength, left=design.interlock("I-78").value,
        carbon_dioxide=carbonate / (0.5 * (1.0 - e.O2_charge) * surplus),
        hydrogen_chloride=2.0 * (1.0 - h.absorption) * (1.0 - surplus) / surplus,
    )  # fmt: skip
    return min(wanted, b.NaOH_strength)
