"""Which loop reads and moves what: the plant's controllers as rows, tuned from the design.

Lives here: tags, measured signals, cascades, tuning. Lives elsewhere: what a controller is (twin.control.loops).
Tuning is scaled to the plant by `Scale`; gains follow from the closed-loop times of the flowsheet's loop list.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from twin.control.loops import NONE, Loop
from twin.design import Design
from twin.vessel_rows import letter

HOUR, DAY = 3600.0, 86400.0
FARADAY = 96_485.332_12


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
    """Flow over that of the reference [-]."""


REFERENCE_CHARGE = 906_135.0
"""Currents times elements of the reference [A] (data book section 10)."""


def scale_of(design: Design) -> Scale:
    """Charge that the throughput needs: product, bleed, base and sodium over the efficiency (0.979 of it is product)."""
    e = design.electrolysis
    product = design.plant.capacity / design.plant.hours / 0.041962
    charge = product / 0.979 / e.current_efficiency * FARADAY
    if e.current is not None:
        charge = e.current * e.electrolysers * e.elements
    return Scale(charge, charge / REFERENCE_CHARGE)


def cell_loops(design: Design) -> list[LoopRow]:
    """Loops of every electrolyser; they are evaluated first."""
    e, found = design.electrolysis, []
    n = e.electrolysers
    acid_share = e.acid_ratio * 0.036458 / design.hcl.acid_strength / (e.feed_ratio * 1126.4)
    feed = e.feed_ratio * 1126.4 * (1.0 - acid_share)
    base_aim = base_at_ph(design)
    each = scale_of(design).size * 3 / n
    for k in range(n):
        a, c = f"E-301{letter(k)}-anolyte", f"E-301{letter(k)}-catholyte"
        wild = ("electrolysers", k, "charge_flow")
        found += [
            LoopRow(tag=f"FIC-301{letter(k)}", measured=("vessels", a, "licl"), set_point=e.anolyte_out, wild=wild,
                    bias=feed, gain=6.0, integral_time=2 * HOUR, high=2.2 * each),
            LoopRow(tag=f"FFIC-302{letter(k)}", measured=("vessels", a, "hydroxide"), set_point=base_aim, wild=wild,
                    bias=e.acid_ratio, gain=-0.008, integral_time=6 * HOUR, high=0.8 * each),
            LoopRow(tag=f"FFIC-307{letter(k)}", measured=("vessels", c, "lioh"), set_point=e.catholyte, wild=wild,
                    bias=e.di_ratio, gain=-8.0, integral_time=2 * HOUR, high=1.5 * each),
            LoopRow(tag=f"TIC-303{letter(k)}", measured=("vessels", a, "temperature"), set_point=e.T,
                    bias=1.7e5 * each, gain=-0.18, integral_time=HOUR, low=-2.0e5 * each, high=5.5e5 * each),
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
    return product / proton - proton


def hydrolysis_constant(design: Design) -> float:
    """[HOCl][H+]/[Cl2] in the anolyte [mol/m3], activities of chloride and of the proton inside."""
    e = design.electrolysis
    return e.Cl2_hydrolysis / (e.a_Cl * 1000.0) / e.proton_activity


def plant_loops(design: Design) -> list[LoopRow]:
    """All other loops, in the order in which they may follow each other."""
    s = scale_of(design).size
    e, c = design.electrolysis, design.crystallisation
    level = {v.name: v.level for v in design.vessels}
    charge = ("plant", 0, "charge")
    solid = 1117.14 / 3600 / REFERENCE_CHARGE * e.current_efficiency / 0.9
    tank = "level"
    return [
        LoopRow(tag="LIC-276", measured=("vessels", "T-203", tank), set_point=level["T-203"],
                wild=("plant", 0, "feed"), bias=1.0, gain=1.6, high=4.0 * s),
        LoopRow(tag="LIC-261", measured=("vessels", "T-202", tank), set_point=level["T-202"],
                wild=("plant", 0, "feed"), bias=1.0, gain=1.4, high=4.0 * s),
        LoopRow(tag="DIC-277", measured=("plant", 0, "feed_strength"), set_point=e.anolyte_in, bias=1.0297 * e.anolyte_in,
                gain=1.4, integral_time=24 * HOUR, low=0.8 * e.anolyte_in, high=1.25 * e.anolyte_in),
        LoopRow(tag="WIC-102", measured=("vessels", "T-201", tank), set_point=level["T-201"], wild=charge,
                bias=solid, gain=0.5, integral_time=24 * HOUR, high=2000 / 3600 * s),
        LoopRow(tag="FIC-104", measured=("vessels", "R-101B", "licl"), master="DIC-277", wild=("loops", "WIC-102", "output"),
                bias=3.288, gain=-7.5, integral_time=5 * HOUR, high=12000 / 3600 * s),
        LoopRow(tag="LIC-461", measured=("vessels", "T-402", tank), set_point=level["T-402"], bias=0.0232 * s,
                gain=5.0, integral_time=60 * HOUR, low=-1500 / 3600 * s, high=1500 / 3600 * s),
        LoopRow(tag="LIC-107", measured=("vessels", "R-101A", tank), set_point=level["R-101A"], bias=2.1 * s,
                gain=-9.5, high=8.0 * s),
        LoopRow(tag="LIC-157", measured=("vessels", "R-101B", tank), set_point=level["R-101B"], bias=2.1 * s,
                gain=-6.7, high=8.0 * s),
        LoopRow(tag="LIC-255A", measured=("vessels", "R-201", tank), set_point=level["R-201"], bias=2.1 * s,
                gain=-3.3, high=8.0 * s),
        LoopRow(tag="LIC-255B", measured=("vessels", "R-202", tank), set_point=level["R-202"], bias=2.1 * s,
                gain=-3.3, high=8.0 * s),
        LoopRow(tag="LIC-450", measured=("vessels", "T-401", tank), set_point=level["T-401"], wild=("plant", 0, "feed"),
                bias=0.46, gain=-2.0, high=2.4 * s),
        LoopRow(tag="LIC-460", measured=("vessels", "R-402", tank), set_point=level["R-402"], bias=0.55 * s,
                gain=-7.0, high=3.0 * s),
        LoopRow(tag="LIC-512", measured=("vessels", "T-501", tank), set_point=level["T-501"], bias=0.0442 * s,
                gain=29.0, integral_time=200 * HOUR, high=2.0 * s),
        LoopRow(tag="LIC-650", measured=("vessels", "T-601", tank), set_point=level["T-601"], wild=("plant", 0, "product"),
                bias=0.995, gain=-4.5, high=12000 / 3600 * s),
        LoopRow(tag="LIC-653", measured=("vessels", "X-601", tank), set_point=level["X-601"],
                wild=("loops", "LIC-650", "output"), bias=0.833, gain=-4.8, high=c.evaporation_max),
        LoopRow(tag="XIC-605", measured=("crystallisers", 0, "solids"), set_point=c.slurry,
                wild=("loops", "LIC-650", "output"), bias=0.1727, gain=-15.0, high=2400 / 3600 * s),
        LoopRow(tag="LIC-659", measured=("vessels", "T-602", tank), set_point=level["T-602"], bias=1.01 * s,
                gain=-3.0, high=10000 / 3600 * s),
        LoopRow(tag="FIC-607", measured=("crystallisers", 0, "sodium"), set_point=c.ml_Na, bias=92.7 / 3600 * s,
                gain=-58.0, integral_time=10 * DAY, high=1500 / 3600 * s),
        LoopRow(tag="WIC-665", measured=("vessels", "H-604", "mass"), set_point=495.0 * s, bias=1302 / 3600 * s,
                gain=-1.8e-3 / s, high=3000 / 3600 * s),
        LoopRow(tag="LIC-675", measured=("vessels", "T-603", tank), set_point=level["T-603"], bias=1182 / 3600 * s,
                gain=24.0, integral_time=24 * HOUR, high=7000 / 3600 * s),
        LoopRow(tag="LIC-954", measured=("vessels", "T-901", tank), set_point=level["T-901"],
                wild=("loops", "LIC-675", "output"), bias=1.0, gain=20.0, high=7000 / 3600 * s),
    ]  # fmt: skip


def loop_water(design: Design) -> float:
    """Make-up that the brine loop will need, negative: surplus [kg/s]: where LIC-461 begins.

    Linear about the reference: water through the membranes, with the acid, through seals, and with the acid that lower
    efficiency costs (data book section 10: 83 kg/h; 5.5 mol/mol, 33 %, 100 kg/h, 0.90; -2960 kg/h per unit of the last).
    """
    e, size = design.electrolysis, scale_of(design).size
    cations = scale_of(design).charge * e.current_efficiency / FARADAY
    dragged = (e.water_drag - 5.5) * 0.018015
    with_acid = 1.088 * 0.036458 * (1.0 / design.hcl.acid_strength - 1.0 / 0.33)
    seals = design.loop.parasitic_water - 100.0 / HOUR
    return cations * (dragged - with_acid) - seals + (83.45 - 2960.0 * (0.9 - e.current_efficiency)) / HOUR * size


NO_WILD = NONE


def as_loop(row: LoopRow, *, measured: int, wild: int, master: int) -> Loop:
    """A loop with its names turned into places."""
    return Loop(measured, wild, master, row.bias, row.gain, row.integral_time, row.low, row.high)
