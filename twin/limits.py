"""Ranges that the present state of a plant leaves: of a property, of a model, of the equipment.

Lives here: what is checked, and the sentence that says place, figure, range and what it means.
Lives elsewhere: properties, vessel by vessel (twin.property_limits), and their tables (twin.matter); interlocks, which
act (twin.control); what is told of a whole run (twin.run_limits).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from twin.brine_analysis import poisons
from twin.control.loops import NONE
from twin.electrolysis.ranges import LEAST_DENSITY, outside_surroundings
from twin.ion_exchange.equipment import BOOK_SHARE, BOOK_USE
from twin.loop_table import nominal_charge
from twin.matter.components import CL, CLO3, H2, H2O, LI, SO4
from twin.matter.constants import M_CLO3, M_H2O, M_LICL, M_SO4
from twin.matter.ion_products import COOLEST, HOTTEST, STRONGEST, THINNEST
from twin.property_limits import vessel_properties
from twin.vessel_rows import letter

if TYPE_CHECKING:
    from twin.plant import Plant

FEED_DENSITY = 1126.4
"""Of acidified feed [kg/m3] (data book section 10.1)."""
EXITS = {
    "Ca+Mg": "lower ion_exchange.leak_Ca and leak_Mg with a finer polish",
    "Sr": "lower ion_exchange.leak_Sr",
    "Ba": "lower ion_exchange.leak_Ba",
    "SiO2": "lower feed.Si, or bring magnesium to carry it (feed.MgCO3)",
    "Al": "lower feed.Al",
    "SO4": "lower purification.SO4_target",
    "I": "lower feed.I, or raise loop.purge",
    "F": "lower feed.F, or raise purification.F_bed and F_bed_charge",
    "Ni": "lower feed.Ni",
    "Fe": "lower feed.Fe",
    "B": "lower feed.B, or raise purification.B_bed and B_bed_charge",
    "ClO3": "raise chlorate.side_stream",
}
"""What takes a species of the flowsheet's `poisons` out of the brine, or brings less of it."""
MOST_CHLORATE, MOST_CONVERSION = 15.0, 0.8
"""Chlorate [kg/m3] and single-pass conversion [-] above which a plant is not run (data book sections 1 and 5)."""
LEAST_SULPHATE = 1.99
"""In polished brine, below which barium stays in it [kg/m3] (data book section 5: never below 2 g/L)."""
MOST_BED_VOLUMES = 30.0
"""Brine per resin and hour up to which the resin's supplier knows its capacity [1/h] (data book section 5)."""
MOST_STRIPPED, MOST_DIOXIDE, MOST_TAIL, HYDRATE = 0.030, 0.05, 50e-6, 285.15
"""Active chlorine behind the stripper [kg/m3], ClO2 in the gas of R-402 and chlorine in the tail gas [mol/mol] above
which, and temperature of cooled chlorine [K] below which, a plant is not run (data book section 3; ClO2 recalled)."""
USED = 0.95
"""Share of the hydrogen import that flows, below which it is told that the rest cannot be used [-]."""
MOST_BLED = 0.10
"""Lithium of the mother-liquor bleed over that of the product, above which its second way through the cells is told
[-]: it costs as large a share of their energy; the reference has 1.5 %."""
SHORT_SERVICE = 0.85
"""Share of the service that the steady balance counts with, below which it is told that columns last shorter [-]."""
SERVING = 2
"""Columns in series: lead and lag."""
MOST_HARDNESS = 0.016
"""Ca + Mg of filtered brine up to which columns are reckoned [kg/m3] (data book section 5: 3-16 mg/L)."""
STRONGER = 1.05
"""LiCl in what cells take out of the anolyte over that in its feed, below which conversion nears 100 % [-]."""
HOTTEST_PRODUCT = 333.15
"""Of the dryer [K] (data book section 6)."""
FLOW = (3600.0, "kg/h")
OUTPUTS = {"TIC": (1e-3, "kW"), "FFIC-302": (3.6, "kmol/h"), "DIC": (100.0, "wt%")}
"""What loops move, for people: scale from SI and unit, by the beginning of the tag; all others move a mass flow."""
MENDS = dict.fromkeys(("LIC-650", "LIC-653"), "crystallisation.evaporation_max")
"""Parameter that is the limit of a loop."""
FLAT = 0.99
"""Share of a loop's limit from which it counts as standing there [-]."""


def exceeded(plant: Plant) -> list[str]:
    """All ranges that the plant leaves now, one sentence each; none is a good sign."""
    return [*equipment_exceeded(plant), *vessel_properties(plant)]


def equipment_exceeded(plant: Plant) -> list[str]:
    """The same without ranges of properties, which a plant that does not come to rest leaves as a consequence."""
    checks = (
        _cells, _brine, _chlorine, _import, _purification, _columns, beyond_poisons, _crystals, _bleed, _loops,
    )  # fmt: skip
    return [sentence for check in checks for sentence in check(plant)]


def _cells(plant: Plant) -> Iterator[str]:
    line, design = plant.line, plant.design
    most, inlet = design.limits.i_max, inlet_acid(plant)
    if inlet > design.ageing.inlet_acid:
        yield (
            f"{inlet / 1e3:.3f} mol/L free acid at the cell inlets is above {design.ageing.inlet_acid / 1e3:.2f} "
            "mol/L: membranes age faster (ageing.sour); raise electrolysis.recirculation or electrolysis.anolyte_pH."
        )
    for k, (unit, seen) in enumerate(zip(line.electrolysis.units, line.electrolysis.seen, strict=True)):
        name = f"E-301{letter(k)}"
        if seen.density > most * 1.0001:
            yield (
                f"{name}: {seen.density / 1e3:.2f} kA/m2 is above its limit of {most / 1e3:.2f} kA/m2 (limits.i_max); "
                f"{seen.density / most:.2f} times the membrane is needed: raise electrolysis.electrolysers."
            )
        anolyte, lye = line.vessels.seen[unit.anolyte], line.vessels.seen[unit.catholyte]
        left = outside_surroundings(temperature=anolyte.temperature, licl=anolyte.licl, lioh=lye.lioh)
        yield from (f"{name}: {text}" for text in left)
        if 0.0 < seen.density < LEAST_DENSITY:
            yield f"{name}: {seen.density / 1e3:.2f} kA/m2 is below 1.2 kA/m2, where gas purity ends its use."


def _brine(plant: Plant) -> Iterator[str]:
    """Chlorate, sulphate, conversion and load of the whole plant (data book sections 1, 3 and 5)."""
    line, design = plant.line, plant.design
    depleted = line.vessels.seen[line.dechlorination.units[0].depleted]
    held = line.vessels.now[line.electrolysis.units[0].anolyte]
    volume = max(float(line.vessels.seen[line.electrolysis.units[0].anolyte].volume), 1e-9)
    chlorate = float(held[CLO3]) * M_CLO3 / volume
    polished = plant.builder.at["T-203"]
    sulphate = float(line.vessels.now[polished, SO4]) * M_SO4 / float(line.vessels.seen[polished].volume)
    if chlorate > MOST_CHLORATE and depleted.mass > 1.0:
        yield f"{chlorate:.1f} g/L chlorate in the depleted anolyte is above 15 g/L; raise chlorate.side_stream."
    if sulphate < LEAST_SULPHATE:
        yield f"{sulphate:.1f} g/L sulphate in polished brine is below 2 g/L, where barium stays free (a poison)."
    fed, left = float(line.streams.flow[12, LI]), float(line.streams.flow[13, LI])
    if fed > 0.0 and 1.0 - left / fed > MOST_CONVERSION:
        yield f"{100.0 * (1.0 - left / fed):.0f} % of the lithium fed to the cells is converted in a pass: above 80 %."
    yield from _thinning(plant)
    full = sum(float(command.target) for command in line.electrolysis.commands)
    nominal = nominal_charge(design)
    load, e = float(line.seen[0].charge) / nominal, design.electrolysis
    if full > 0.0 and load < design.limits.burner_turndown:
        turndown, each = 100.0 * design.limits.burner_turndown, nominal / e.electrolysers / e.elements / 1e3
        yield (
            f"load {100.0 * load:.0f} % is below the burner's turndown of {turndown:.0f} %; 100 % are {each:.2f} kA "
            "an electrolyser, which plant.capacity needs."
        )
    surplus = float(line.streams.flow[58, H2O]) * M_H2O * 3600.0
    if surplus > 1.0:
        yield f"brine loop water surplus {surplus:.0f} kg/h: this line has no evaporator; one would have to take it."


def _thinning(plant: Plant) -> Iterator[str]:
    """Whether depletion can thin the anolyte: lithium takes water along, and what leaves must be stronger."""
    line, e = plant.line, plant.design.electrolysis
    salt = M_LICL * float(sum(seen.hydroxide for seen in line.electrolysis.seen))
    if salt <= 0.0:
        return
    water = M_H2O * (e.water_drag * salt / M_LICL + float(line.streams.flow[14, H2O]))
    taken = salt / (salt + water)
    if taken < e.anolyte_in * STRONGER:
        yield (
            f"cells take LiCl and water out of the anolyte as {100.0 * taken:.1f} wt% LiCl, hardly stronger than its "
            f"feed of {100.0 * e.anolyte_in:.1f} wt% (water drag {e.water_drag:.3g} mol/mol): next to no anolyte is "
            "left to overflow; lower electrolysis.anolyte_in."
        )


def _chlorine(plant: Plant) -> Iterator[str]:
    """Chlorine handling: hydrate in the coolers, what the stripper leaves, chlorine dioxide, chlorine in the acid."""
    line = plant.line
    for strip in line.dechlorination.seen:
        if strip.flow > 0.0 and strip.residual > MOST_STRIPPED:
            yield (
                f"C-401: {1e3 * strip.residual:.0f} mg/L active chlorine behind the stripper is above 30 mg/L; raise "
                "dechlorination.free_acid or dechlorination.efficiency."
            )
        if strip.dioxide > MOST_DIOXIDE:
            yield (
                f"R-402: {100.0 * strip.dioxide:.1f} vol% ClO2 in its gas is above 5 vol%, which can decompose; raise "
                "chlorate.T or chlorate.free_HCl."
            )
    for house in line.hcl.seen:
        if house.chlorine_temperature < HYDRATE:
            yield (
                f"chlorine leaves its cooler at {house.chlorine_temperature - 273.15:.1f} degC, below 12 degC: hydrate "
                "forms at 9.6 degC; warm hcl.cooling_water_T."
            )
        if house.tail_chlorine > MOST_TAIL:
            yield (
                f"{1e6 * house.tail_chlorine:.0f} ppm chlorine in the tail gas is above the burner's trip of 50 ppm; "
                "raise hcl.H2_excess."
            )


def _import(plant: Plant) -> Iterator[str]:
    """Bought hydrogen that no chlorine is left for."""
    section, used = plant.line.hcl, 3.6 * float(plant.line.streams.flow[60, H2])
    lit = zip(section.units, section.commands, strict=True)
    offered = 3.6 * sum(float(unit.imported * command.import_open * command.lit) for unit, command in lit)
    if used < USED * offered:
        yield (
            f"only {used:.2f} of {offered:.3g} kmol/h hydrogen import can be used: at the burner's excess the chlorine "
            "takes no more, and the rest does not flow; lower hcl.H2_import."
        )


def _columns(plant: Plant) -> Iterator[str]:
    """Ion exchange: brine per resin, and whether a column is back before the next is spent (data book section 5)."""
    line = plant.line
    regeneration = plant.design.duration("ix_regeneration")
    longest = regeneration.p90 or regeneration.median or 0.0
    for unit, seen in zip(line.ion_exchange.units, line.ion_exchange.seen, strict=True):
        if seen.flow <= 0.0:
            continue
        if unit.columns < SERVING + 1:
            yield (
                f"C-209: of {unit.columns} columns one is away for {(regeneration.median or 0.0) / 3600.0:.1f} h of "
                f"each {seen.cycle / 3600.0:.1f} h: the lead column then runs without a lag, and what it lets through "
                f"reaches the cells; make ion_exchange.columns {SERVING + 1}."
            )
        volumes = 3600.0 * float(seen.flow / line.vessels.seen[unit.source].density / unit.resin)
        if volumes > MOST_BED_VOLUMES:
            yield (
                f"C-209: {volumes:.0f} bed volumes of brine an hour are above {MOST_BED_VOLUMES:.0f}, beyond which the "
                "resin's capacity is not known; raise ion_exchange.resin_volume."
            )
        counted = float(unit.use) * BOOK_SHARE / BOOK_USE
        if seen.share < SHORT_SERVICE * counted:
            yield (
                f"C-209: hardness breaks through after {100.0 * seen.share * BOOK_USE / BOOK_SHARE:.0f} % of the 50 % "
                f"time, not after {100.0 * unit.use:.0f} %; raise ion_exchange.resin_volume or lower "
                "ion_exchange.use_fraction."
            )
        if seen.feed > MOST_HARDNESS:
            yield (
                f"C-209: {1e3 * seen.feed:.3g} mg/L hardness to the columns is above {1e3 * MOST_HARDNESS:.0f} mg/L; "
                f"one serves {seen.cycle / 3600.0:.1f} h; lower purification.Ca_to_IX."
            )
        if seen.cycle < longest:
            yield (
                f"C-209: a column serves {seen.cycle / 3600.0:.1f} h, less than the {longest / 3600.0:.1f} h that a "
                "regeneration may take (schedule.ix_regeneration): hardness breaks through; raise "
                "ion_exchange.resin_volume."
            )


def _purification(plant: Plant) -> Iterator[str]:
    """Precipitators, side beds and candle filters (data book section 5)."""
    design, section, vessels = plant.design, plant.line.purification, plant.line.vessels
    p, least = design.purification, design.interlock("I-104").value
    if p.SO4_target < least:
        yield (
            f"purification.SO4_target {p.SO4_target:.1f} g/L is below {least:.1f} g/L, where barium stops (I-104): "
            "more would leave free barium; what is dosed aims at that."
        )
    washing = design.duration("filter_regenerate").p90 or 0.0
    for train, bed, filters, seen in zip(section.trains, section.beds, section.filters, section.seen, strict=True):
        if 0.0 < filters.cycle < washing:
            yield (
                f"F-201: a candle filter is full after {filters.cycle / 60.0:.0f} min, less than the other takes to be "
                f"washed ({washing / 60.0:.0f} min); raise purification.filter_area."
            )
        for name, element, taken in (("F_bed", "fluoride", seen.fluoride), ("B_bed", "boron", seen.boron)):
            most = getattr(bed, f"{element}_charge") / bed.service
            if taken >= FLAT * most > 0.0:
                yield (
                    f"the {element} bed is spent within its shortest service of {bed.service / 3600.0:.0f} h and lets "
                    f"the rest pass; raise purification.{name}_charge."
                )
        for tag, v in (("R-201", train.first), ("R-202", train.second)):
            held, warm = vessels.now[v], float(vessels.seen[v].temperature)
            strength = float(held[CL]) / max(M_H2O * float(held[H2O]), 1e-3)
            if seen.feed > 0.0 and not (THINNEST <= strength <= STRONGEST and COOLEST <= warm <= HOTTEST):
                yield (
                    f"{tag}: {strength:.1f} mol/kg chloride at {warm - 273.15:.0f} degC is outside 4-11 mol/kg and "
                    "30-90 degC, for which its ion products are known; the nearest of these is taken."
                )


def beyond_poisons(plant: Plant) -> Iterator[str]:
    """Species of the flowsheet's `poisons` of which polished brine holds more than membranes and coatings bear."""
    found = poisons(plant)
    for plate in plant.design.poisons:
        if found[plate.name] > plate.limit:
            yield (
                f"T-203: {1e3 * found[plate.name]:.4g} mg/L {plate.name} in polished brine is above "
                f"{1e3 * plate.limit:g} mg/L, which membranes and coatings bear (poisons.{plate.name}.limit); "
                f"{EXITS[plate.name]}."
            )


def inlet_acid(plant: Plant) -> float:
    """Most free acid at the inlet of a cell, fresh feed mixed with recirculated anolyte [mol/m3]."""
    return max(float(seen.inlet_acid) for seen in plant.line.electrolysis.seen)


def _crystals(plant: Plant) -> Iterator[str]:
    """Heater and compressor, dryer and product of the crystallisation line (data book section 6)."""
    design = plant.design
    for unit, seen in zip(plant.line.crystallisation.units, plant.line.crystallisation.seen, strict=True):
        if seen.evaporation > FLAT * seen.capacity:
            yield (
                f"X-601: heater and compressor evaporate {3600.0 * seen.capacity:.0f} kg/h at most, at "
                f"{unit.ratio_most:.2f} times {unit.pressure / 100.0:.0f} mbar a and a scale of {seen.scale:.2f}; wash "
                "it out, or raise crystallisation.heater or MVR_ratio_max."
            )
        if unit.work_share < 1.0:
            yield (
                f"MVR: {design.energy.MVR / 3600.0:.0f} kWh/t is less than compression takes without losses at "
                f"a ratio of {design.crystallisation.MVR_ratio:.2f}; raise energy.MVR."
            )
        if seen.gas_inlet > unit.gas_hottest - 0.1 and seen.product > 0.0:
            yield (
                f"D-605: its gas stands at {unit.gas_hottest - 273.15:.0f} degC, and {100.0 * seen.moisture:.1f} wt% "
                "moisture stays in the product; raise crystallisation.dryer_gas, or spin drier."
            )
        if unit.product_temperature > HOTTEST_PRODUCT:
            yield (
                f"D-605: {unit.product_temperature - 273.15:.0f} degC (loop TIC-667) is above 60 degC: dry LiOH.H2O "
                "loses its crystal water above 60-70 degC."
            )
        if seen.supersaturation > design.crystallisation.metastable:
            most = design.crystallisation.metastable
            yield (
                f"X-601: {100.0 * seen.supersaturation:.1f} % supersaturation is above {100.0 * most:.3g} % "
                "(crystallisation.metastable): fines form by themselves, which the size of the "
                "crystals does not reckon with; raise crystallisation.slurry or the vessel."
            )


def _bleed(plant: Plant) -> Iterator[str]:
    """Lithium that leaves with the mother liquor and comes back as carbonate, to be electrolysed once more."""
    f = plant.line.streams.flow
    bled, made = float(f[30, LI]), float(f[31, LI])
    if bled > MOST_BLED * made > 0.0:
        yield (
            f"mother-liquor bleed holds {100.0 * bled / made:.0f} % of the product's lithium, above "
            f"{100.0 * MOST_BLED:.0f} %: it is carbonated and goes through the cells again, which costs their energy; "
            "lower the feed's sodium (feed.Na2CO3), or raise crystallisation.ml_Na."
        )


def _loops(plant: Plant) -> Iterator[str]:
    loops = plant.line.loops
    for k, (row, loop, seen) in enumerate(zip(plant.builder.loop_rows, loops.loops, loops.seen, strict=True)):
        scale, unit = next((shown for tag, shown in OUTPUTS.items() if row.tag.startswith(tag)), FLOW)
        if loop.high < 1e29 and seen.output >= FLAT * loop.high + 1e-12:
            side, limit = "upper", loop.high
        elif loop.low < 0.0 and seen.output <= FLAT * loop.low:
            side, limit = "lower", loop.low
        else:
            continue
        mend = f" Change {MENDS[row.tag]}." if row.tag in MENDS else ""
        yield (
            f"{row.tag}: stands at its {side} limit of {scale * limit:.4g} {unit} and asks for "
            f"{scale * _asked(plant, k):.4g}; what it controls is {seen.error:+.3g} from its set point.{mend}"
        )


def _asked(plant: Plant, k: int) -> float:
    """Output that a controller would have without its limits [output unit]."""
    loops = plant.line.loops
    loop, command, seen = loops.loops[k], loops.commands[k], loops.seen[k]
    if command.automatic == 0.0:
        return float(seen.output)
    wild = 1.0 if loop.wild == NONE else float(loops.signal[loop.wild])
    return float(wild * loop.bias * (1.0 + loop.gain * seen.error + loops.now[k].integral))
