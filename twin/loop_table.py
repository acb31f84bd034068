"""Which loop reads and moves what: the plant's controllers as rows, tuned from the design.

Lives here: tags, measured signals, cascades, tuning. Lives elsewhere: what a controller is (twin.control.loops).
Set points and closed-loop times of levels, temperature, slurry and bleed come from the flowsheet's loop list; set
points of strengths and ratios are its parameters. Flow, pressure and pH loops of seconds are ideal in the twin (their
effect is in the sections' rates); the soft plant adds their dynamics.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from twin.control.loops import Loop
from twin.design import Design
from twin.matter.constants import FARADAY, M_H2O, M_HCL, M_MONOHYDRATE
from twin.vessel_rows import letter

HOUR, DAY = 3600.0, 86400.0
FASTEST = 900.0
"""Closed-loop time below which a loop is taken as this fast [s]: what is faster than minutes is quasi-steady here."""
MOST_ACID = 2.2
"""Most acid of an electrolyser over that of full load [-]: enough at 150 % (one of three out); with more, the trim
winds up while base that gathered without acid is worked off, and the pH then falls below that of I-36."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopRow:
    """A loop by names; line.py turns them into places."""

    tag: str
    measured: tuple[str, int | str, str]
    """Block, row and field of the measured signal."""
    set_point: float = 0.0
    wild: tuple[str, int | str, str] | None = None
    master: str = ""
    bias: float = 0.0
    gain: float = 0.0
    integral_time: float = 0.0
    low: float = 0.0
    high: float = 1e30


@dataclass(frozen=True, slots=True)
class Scale:
    """Size of a plant, from its design."""

    charge: float
    """Currents times elements at full load [A]."""
    size: float = field(default=1.0)
    """Charge over that of the reference [-]: gases, acid, lye, heat."""
    lithium: float = field(default=1.0)
    """LiOH made over that of the reference [-]: brine, which follows the lithium and not the charge."""


NOMINAL_EVAPORATION = 1.675
"""Evaporation of the reference [kg/s] (data book stream S29)."""
REFERENCE_CHARGE = 906_135.0
"""Currents times elements of the reference [A] (data book section 10)."""
REFERENCE_EFFICIENCY = 0.90
"""Its current efficiency [-] (data book section 1)."""


def scale_of(design: Design) -> Scale:
    """Charge at full load: that of the throughput, or of the current that the design gives."""
    e = design.electrolysis
    charge = nominal_charge(design) if e.current is None else e.current * e.electrolysers * e.elements
    size = charge / REFERENCE_CHARGE
    return Scale(charge, size, size * e.current_efficiency / REFERENCE_EFFICIENCY)


def nominal_charge(design: Design) -> float:
    """Charge that the capacity needs [A]: product, bleed, base and sodium over the efficiency (0.979 is product)."""
    product = design.plant.capacity / design.plant.hours / M_MONOHYDRATE
    return product / 0.979 / design.electrolysis.current_efficiency * FARADAY


def level_gain(design: Design, tag: str, vessel: str, *, density: float, flow: float) -> float:
    r"""Gain that gives a level loop its closed-loop time [share of the flow per share of the level].

    .. math:: K = \frac{V \rho}{t_c \, m}                                                             (1)

    density  rho  of the liquid [kg/m3]; flow  m  through the vessel at full load [kg/s]; t_c of the loop list [s].
    Source: (1) an integrating tank under proportional control has the time constant V rho / (K m).
    """
    time = max(design.control_loop(tag).closed_loop_time, FASTEST)
    return (design.vessel(vessel).volume or 1.0) * density / (time * flow)


def cell_loops(design: Design) -> list[LoopRow]:
    """Loops of every electrolyser; they are evaluated first."""
    e, found = design.electrolysis, []
    n = e.electrolysers
    acid_share = e.acid_ratio * M_HCL / design.hcl.acid_strength / (e.feed_ratio * 1126.4)
    feed = e.feed_ratio * 1126.4 * (1.0 - acid_share)
    base_aim = base_at_ph(design)
    each = scale_of(design).size * 3 / n
    warming = e.heat_capacity / max(design.control_loop("TIC-303").closed_loop_time, FASTEST / 2) / each
    for k in range(n):
        a, c = f"E-301{letter(k)}-anolyte", f"E-301{letter(k)}-catholyte"
        wild = ("electrolysers", k, "charge_flow")
        found += [
            LoopRow(tag=f"FIC-301{letter(k)}", measured=("vessels", a, "licl"), set_point=e.anolyte_out, wild=wild,
                    bias=feed, gain=6.0, integral_time=2 * HOUR, high=2.2 * each),
            LoopRow(tag=f"FFIC-302{letter(k)}", measured=("vessels", a, "hydroxide"), set_point=base_aim, wild=wild,
                    bias=e.acid_ratio, gain=-0.008, integral_time=6 * HOUR,
                    high=MOST_ACID * e.acid_ratio * scale_of(design).charge / n),
            LoopRow(tag=f"FFIC-307{letter(k)}", measured=("vessels", c, "lioh"), set_point=e.catholyte, wild=wild,
                    bias=e.di_ratio, gain=-8.0, integral_time=2 * HOUR, high=1.5 * each),
            LoopRow(tag=f"TIC-303{letter(k)}", measured=("vessels", a, "temperature"), set_point=e.T,
                    bias=1.7e5 * each, gain=-warming / 1.7e5, integral_time=HOUR, low=-e.heat_rate * e.heat_capacity,
                    high=5.5e5 * each),
            LoopRow(tag=f"LIC-355{letter(k)}", measured=("vessels", a, "level"), set_point=design.vessel("V-301").level,
                    bias=0.307 * each, gain=-9.0, high=4.0 * each),
            LoopRow(tag=f"LIC-365{letter(k)}", measured=("vessels", c, "level"), set_point=design.vessel("V-302").level,
                    bias=0.674 * each, gain=-5.4, high=6.0 * each),
        ]  # fmt: skip
    return found


def base_at_ph(design: Design) -> float:
    """Net hydroxide of the depleted anolyte at its pH [mol/m3]: HOCl less free hydrogen ions."""
    e = design.electrolysis
    proton = 10.0 ** (3.0 - e.anolyte_pH) / e.proton_activity
    product = hydrolysis_constant(design) * e.Cl2_solubility * e.p_Cl2
    return float(product / proton - proton)


def hydrolysis_constant(design: Design) -> float:
    """[HOCl][H+]/[Cl2] in the anolyte [mol/m3], activities of chloride and of the proton inside."""
    e = design.electrolysis
    return e.Cl2_hydrolysis / (e.a_Cl * 1000.0) / e.proton_activity


def plant_loops(design: Design) -> list[LoopRow]:
    """All other loops, in the order in which they may follow each other."""
    return [*brine_loops(design), *overflow_loops(design), *crystal_loops(design), *water_loops(design)]


def brine_loops(design: Design) -> list[LoopRow]:
    """Brine to the cells by what they use, carbonate and recycled brine by what leaves, water by what is left."""
    s, e = scale_of(design).size, design.electrolysis
    aim = {loop.name: loop.set_point for loop in design.loops}
    brine = 2.11 * s
    pull = {
        "T-203": level_gain(design, "LIC-276", "T-203", density=1138.0, flow=brine),
        "T-202": level_gain(design, "LIC-261", "T-202", density=1138.0, flow=brine),
    }
    solid = 1117.14 / 3600 / REFERENCE_CHARGE * e.current_efficiency / 0.9
    solid, rinse = solid * (1.0 - design.concentrate.share), 3.288 / (1.0 - design.concentrate.share)
    tank, batches = "level", design.dissolution.batch_reactors
    return [
        LoopRow(tag="LIC-276", measured=("vessels", "T-203", tank), set_point=aim["LIC-276"],
                wild=("plant", 0, "feed"), bias=1.0, gain=pull["T-203"], high=4.0 * s),
        LoopRow(tag="LIC-261", measured=("vessels", "T-202", tank), set_point=aim["LIC-261"],
                wild=("plant", 0, "feed"), bias=1.0, gain=pull["T-202"], high=4.0 * s),
        LoopRow(tag="DIC-277", measured=("plant", 0, "feed_strength"), set_point=e.anolyte_in,
                bias=1.0297 * e.anolyte_in, gain=0.6, integral_time=60 * HOUR, low=0.8 * e.anolyte_in,
                high=1.25 * e.anolyte_in),
        LoopRow(tag="WIC-102", measured=("vessels", "T-201", tank), set_point=aim["LIC-161"], wild=("plant", 0, "call"),
                bias=solid, gain=0.5 if batches else 1.2, integral_time=48 * HOUR, high=2000 / 3600 * s),
        LoopRow(tag="FIC-104", measured=("vessels", "T-201" if batches else "R-101B", "licl"), master="DIC-277",
                wild=("loops", "WIC-102", "output"), bias=rinse,
                gain=-5.0 if batches else -15.0, integral_time=(8 if batches else 2) * HOUR,
                high=12000 / 3600 * s),
        LoopRow(tag="LIC-461", measured=("vessels", "T-402", tank), set_point=design.vessel("T-402").level,
                wild=("loops", "FIC-104", "output"), bias=0.0223, gain=10.0, integral_time=60 * HOUR,
                low=-1500 / 3600 * s, high=1500 / 3600 * s),
    ]  # fmt: skip


def overflow_loops(design: Design) -> list[LoopRow]:
    """Levels of the brine loop's vessels, each by what leaves it, and of the acid tanks by what is bought."""
    scale, level, tank = scale_of(design), {v.name: v.level for v in design.vessels}, "level"
    s, brine = scale.size, scale.lithium
    return [
        LoopRow(tag="LIC-107", measured=("vessels", "R-101A", tank), set_point=level["R-101A"], bias=2.1 * brine,
                gain=-9.5, high=8.0 * s),
        LoopRow(tag="LIC-157", measured=("vessels", "R-101B", tank), set_point=level["R-101B"], bias=2.1 * brine,
                gain=-6.7, high=8.0 * s),
        LoopRow(tag="LIC-255A", measured=("vessels", "R-201", tank), set_point=level["R-201"], bias=2.1 * brine,
                gain=-3.3, high=8.0 * s),
        LoopRow(tag="LIC-255B", measured=("vessels", "R-202", tank), set_point=level["R-202"], bias=2.1 * brine,
                gain=-3.3, high=8.0 * s),
        LoopRow(tag="LIC-450", measured=("vessels", "T-401", tank), set_point=level["T-401"], bias=0.97 * brine,
                gain=-2.0, high=2.4 * s),
        LoopRow(tag="LIC-460", measured=("vessels", "R-402", tank), set_point=level["R-402"], bias=0.55 * brine,
                gain=-7.0, high=3.0 * s),
        LoopRow(tag="LIC-512", measured=("vessels", "T-501", tank), set_point=level["T-501"], bias=0.0442 * s,
                gain=29.0, integral_time=200 * HOUR, high=2.0 * s),
    ]  # fmt: skip


def crystal_loops(design: Design) -> list[LoopRow]:
    """Evaporation, crystals drawn, liquor returned and bled, cake dried."""
    s, c = scale_of(design).size, design.crystallisation
    aim = {loop.name: loop.set_point for loop in design.loops}
    tank, evaporated = "level", NOMINAL_EVAPORATION * s
    return [
        LoopRow(tag="LIC-650", measured=("vessels", "T-601", tank), set_point=aim["LIC-650"],
                bias=2.01 * s, gain=-level_gain(design, "LIC-650", "T-601", density=1070.0, flow=2.02 * s),
                high=1.2 * c.evaporation_max),
        LoopRow(tag="LIC-653", measured=("vessels", "X-601", tank), set_point=aim["LIC-653"],
                bias=evaporated, gain=-level_gain(design, "LIC-653", "X-601", density=1200.0, flow=3.7 * evaporated),
                high=c.evaporation_max),
        LoopRow(tag="XIC-605", measured=("crystallisers", 0, "solids"), set_point=c.slurry,
                bias=0.3471 * s, gain=-15.0, high=2400 / 3600 * s),
        LoopRow(tag="LIC-659", measured=("vessels", "T-602", tank), set_point=design.vessel("T-602").level,
                bias=1.01 * s, gain=-3.0, high=10000 / 3600 * s),
        LoopRow(tag="FIC-607", measured=("crystallisers", 0, "sodium"), set_point=c.ml_Na,
                wild=("loops", "XIC-605", "output"), bias=0.0742, gain=-58.0,
                integral_time=design.control_loop("FIC-607").closed_loop_time, high=1500 / 3600 * s),
        LoopRow(tag="WIC-665", measured=("vessels", "H-604", "mass"), set_point=495.0 * s, bias=1302 / 3600 * s,
                gain=-1.8e-3 / s, high=3000 / 3600 * s),
    ]  # fmt: skip


def water_loops(design: Design) -> list[LoopRow]:
    """Condensate and deionised water, by what is made up."""
    s, tank = scale_of(design).size, "level"
    return [
        LoopRow(tag="LIC-675", measured=("vessels", "T-603", tank), set_point=design.control_loop("LIC-675").set_point,
                bias=610 / 3600 * s,
                gain=level_gain(design, "LIC-675", "T-603", density=983.0, flow=610 / 3600 * s),
                integral_time=24 * HOUR, high=7000 / 3600 * s),
        LoopRow(tag="LIC-954", measured=("vessels", "T-901", tank), set_point=design.vessel("T-901").level,
                bias=1182 / 3600 * s, gain=level_gain(design, "LIC-675", "T-901", density=998.0, flow=1182 / 3600 * s),
                integral_time=24 * HOUR, high=7000 / 3600 * s),
    ]  # fmt: skip


def loop_water(design: Design) -> float:
    """Make-up that the brine loop will need, negative: surplus [kg/s]: where LIC-461 begins.

    Linear about the reference: water through the membranes, with the acid, through seals, and with the acid that lower
    efficiency costs (data book section 10: 83 kg/h; 5.5 mol/mol, 33 %, 100 kg/h, 0.90; -2960 kg/h a unit of the last).
    """
    e, size = design.electrolysis, scale_of(design).size
    cations = scale_of(design).charge * e.current_efficiency / FARADAY
    dragged = (e.water_drag - 5.5) * M_H2O
    with_acid = 1.088 * M_HCL * (1.0 / design.hcl.acid_strength - 1.0 / 0.33)
    seals = design.loop.parasitic_water - 100.0 / HOUR
    return cations * (dragged - with_acid) - seals + (83.45 - 2960.0 * (0.9 - e.current_efficiency)) / HOUR * size


def as_loop(row: LoopRow, *, measured: int, wild: int, master: int) -> Loop:
    """A loop with its names turned into places."""
    return Loop(measured, wild, master, row.bias, row.gain, row.integral_time, row.low, row.high)
