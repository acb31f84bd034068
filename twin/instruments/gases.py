"""Readings of the gas headers and of section 500: burner, absorber, acid tanks, hypochlorite.

Lives here: which number of the line each instrument of the section sees. Header pressures are where their controllers
hold them: the line has no gas volumes.
Lives elsewhere: constants (constant.csv), modes (.modes); fast header pressures (the soft plant, plc_bridge).
"""

from __future__ import annotations

from functools import partial

from twin.instruments.algebra import Computed, Gauge, Sum
from twin.instruments.sources import Sources, total
from twin.loop_table import scale_of
from twin.matter.components import CL, CL2, CO3, H2, N2, O2
from twin.matter.constants import FARADAY, M_CL2, M_CO2, M_H2, M_HCL, M_N2, M_O2
from twin.matter.density import density

VALVE = 0.55
"""Opening of a burner valve at full load [-] (tags ZT-560, ZT-561); linear in the flow."""
NORMAL_VOLUME = 0.022414
"""Of a mole of gas at 0 degC and 1 atm [m3/mol]."""
SAMPLE_AIR = 5e-4
"""Oxygen in hydrogen that AT-320 shows of membranes without fault [mol/mol]: air at seals and sample line, which the
line does not have."""
COLD = 293.15
"""Temperature to which the acid's density is referred [K]."""


def gauges(s: Sources) -> dict[str, Gauge]:
    """Readings by signal name."""
    found = {f"electrolysis.{name}": gauge for name, gauge in headers(s).items()}
    here = burner(s) | acid(s) | hypochlorite(s)
    return (
        found
        | {f"hcl.{name}": gauge for name, gauge in here.items()}
        | {
            "laboratory.product_acid.HCl": s.vessel("T-501", "hcl"),
            "laboratory.hypochlorite.NaOCl": s.signal("burners", 0, "product"),
            "laboratory.hypochlorite.NaOH": s.signal("burners", 0, "product_lye"),
        }
    )


def dry(s: Sources, stream: int) -> Sum:
    """Dry gas of a chlorine stream [mol/s]."""
    return s.flows(stream, {CL2: 1.0, O2: 1.0, CO3: 1.0, N2: 1.0})


def headers(s: Sources) -> dict[str, Gauge]:
    """Chlorine and hydrogen headers behind the cells."""
    chlorine = s.design.control_loop("PIC-315").set_point
    above = s.design.control_loop("PDIC-317").set_point
    return {
        "chlorine_header.pressure.set_point": s.constant(chlorine),
        "chlorine_header.pressure": s.constant(chlorine),
        "hydrogen_header.pressure": s.constant(chlorine + above),
        "headers.pressure_difference": s.constant(above),
        "chlorine_header.O2_share": s.flow(14, O2).over(dry(s, 14)),
        "chlorine_header.H2_share": s.signal("headers", 0, "hydrogen_in_chlorine"),
        "hydrogen_header.O2_share": s.signal("headers", 0, "oxygen_in_hydrogen") + s.constant(SAMPLE_AIR),
        "chlorine_header.temperature": s.temperature(22),
        "hydrogen_header.temperature": s.temperature(23),
        "hydrogen_vent.flow": s.signal("burners", 0, "vented") * M_H2,
    }


def burner(s: Sources) -> dict[str, Gauge]:
    """Gases to the burner and behind it."""
    h, seen = s.design.hcl, partial(s.signal, "burners", 0)
    lit = s.command("burners", 0, "lit")
    suction = s.constant(s.design.control_loop("PIC-505").set_point)
    tail = s.flows(27, {CL: 1.0, CO3: 1.0, H2: 1.0, N2: 1.0})
    opening = scale(s)
    return {
        "burner.chlorine_flow": s.flows(21, {CL2: M_CL2, O2: M_O2, CO3: M_CO2, N2: M_N2}),
        "burner.hydrogen_flow": seen("hydrogen") * M_H2,
        "burner.flame_A": lit, "burner.flame_B": lit, "burner.flame_C": lit,
        "burner.pressure.set_point": suction, "burner.pressure": seen("pressure"),
        "burner.steam_flow": seen("steam"), "burner.purge_flow": s.flow(71, N2), "tail_fan.speed": seen("fan"),
        "tail_gas.chlorine": seen("tail_chlorine"), "product_acid.free_chlorine": seen("free_chlorine"),
        "burner.hydrogen_ratio": seen("ratio"), "burner.hydrogen_ratio.set_point": s.constant(1.0 + h.H2_excess),
        "burner.hydrogen_valve": seen("hydrogen") * (VALVE / opening),
        "burner.chlorine_valve": seen("chlorine") * (VALVE * (1.0 + h.H2_excess) / opening),
        "tail_gas.flow": tail, "tail_gas.H2_share": s.flow(27, H2).over(tail),
        "hydrogen_import.flow": s.flow(60, H2) * M_H2,
    }  # fmt: skip


def scale(s: Sources) -> float:
    """Hydrogen of the cells at full load [mol/s]."""
    return 0.5 * scale_of(s.design).charge / FARADAY


def acid(s: Sources) -> dict[str, Gauge]:
    """Absorber and acid tanks."""
    strength = (s.flow(25, CL) * M_HCL).over(s.mass(25))
    return {
        "absorber.water_flow": s.mass(24), "absorber.acid_temperature": s.temperature(25),
        "product_acid.density": Computed(partial(acid_density, spare=s.design.hcl.acid_strength), (strength,)),
        "product_acid.flow": s.signal("burners", 0, "acid"), "product_acid.temperature": s.temperature(25),
        "T-501.level": s.vessel("T-501", "level"), "T-502.level": s.vessel("T-501", "level"),
        "bought_acid.flow": s.mass(26), "acid_users.flow": s.mass(3, 11, 18, 35, 36),
    }  # fmt: skip


def acid_density(strength: float, *, spare: float) -> float:
    """Density of acid at 20 degC [kg/m3]; `spare` is the strength of what stands in the meter when nothing flows."""
    w = strength if strength > 0.0 else spare
    return float(density(temperature=COLD, w_licl=0.0, w_lioh=0.0, w_hcl=w, w_nacl=0.0, w_naoh=0.0))


def hypochlorite(s: Sources) -> dict[str, Gauge]:
    """Surplus chlorine and its absorber."""
    wet = s.mass(22)
    return {
        "hypochlorite.chlorine_flow": wet,
        "hypochlorite.chlorine_valve": wet.over(total([wet, s.mass(21)])),
        "hypochlorite_tank_A.level": s.vessel("T-801", "level"),
        "hypochlorite_tank_B.level": s.vessel("T-802", "level"),
        "hypochlorite.free_lye": s.signal("burners", 0, "strength"),
        "hypochlorite.temperature": s.vessel("T-801", "temperature"),
        "hypochlorite.lye_flow": s.mass(52),
        "hypochlorite_vent.chlorine": s.signal("burners", 0, "vent_chlorine") * NORMAL_VOLUME,
    }
