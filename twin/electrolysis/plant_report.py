"""Running electrolysers as a report: where the charge goes, what the voltage is made of, how pure the gases are.

Lives here: the figures of all electrolysers of a line at one instant, from its streams and loops.
Lives elsewhere: the equations (.equations, .voltage), what makes the figures (.cells), one bench cell (.report).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from twin.electrolysis.cells import surroundings
from twin.electrolysis.equipment import Electrolysis
from twin.electrolysis.report import ENERGY_BASIS, KWH_PER_KG
from twin.electrolysis.voltage import Breakdown, voltage_parts
from twin.matter.components import CLO3, CO3, O2, OH
from twin.matter.constants import FARADAY
from twin.matter.streams import Streams
from twin.matter.vessels import Vessels


def electrolysers_now(section: Electrolysis, vessels: Vessels, streams: Streams) -> dict[str, Any]:
    """The running electrolysers of a line after a pass; what has no meaning without current is None.

    Voltage parts are those of a mean element in its loops: its own holes and worn coatings are in `voltage_V` only.
    """
    seen, header = list(section.seen), section.headers[0]
    running = any(cell.charge_flow > 0.0 for cell in seen)
    return {
        "current_kA": [cell.current / 1e3 for cell in seen],
        "current_density_kA_per_m2": [cell.density / 1e3 for cell in seen],
        "voltage_V": [cell.voltage for cell in seen],
        "heat_removed_kW": [cell.cooling / 1e3 for cell in seen],
        "breakdown_V": [mean_element(section, k, vessels)._asdict() for k in range(len(seen))],
        "charge_shares": charge_shares(section, vessels, streams) if running else None,
        "energy_dc_kWh_per_kg": energy_made(section) if running else None, "energy_basis": ENERGY_BASIS,
        "gas_vol_pct_dry": {
            "O2_in_Cl2": 100.0 * header.oxygen_in_chlorine, "H2_in_Cl2": 100.0 * header.hydrogen_in_chlorine,
            "O2_in_H2": 100.0 * header.oxygen_in_hydrogen,
        } if running else None,
    }  # fmt: skip


def mean_element(section: Electrolysis, k: int, vessels: Vessels) -> Breakdown:
    """Parts of the voltage of electrolyser k's mean element [V], with the mean resistance that its membranes gained."""
    unit, around = section.units[k], surroundings(section, k, vessels)
    own = section.elements[unit.first : unit.first + int(unit.elements)]
    aged = float(np.mean([one.membrane for one in own]))
    return voltage_parts(unit, section.tables, around, float(section.seen[k].density), aged)


def charge_shares(section: Electrolysis, vessels: Vessels, streams: Streams) -> dict[str, float]:
    r"""Where each electron's charge goes [mol/mol]; the shares add up to 1.

    .. math:: 1 = \xi + \eta_{O_2} + \frac{\dot n_{acid} + \dot n_{HOCl} + 6 \, \dot n_{ClO_3}
              + \dot N_{gathered}}{\dot n_e}                                                             (1)

    Each term comes from streams of the cells and what gathers in their loops, none from the others.
    Source: (1) data book section 1; electrodes' charge with the back-migrated hydroxide's ways out. At rest nothing
    gathers. Checked: tests/twin/electrolysis/test_charge.py (sum to 1e-9, at rest and in transients).
    """
    flow = streams.flow
    charge = sum(float(one.charge_flow) for one in section.seen) / FARADAY
    gathered = {c: sum(float(vessels.rate[unit.anolyte, c]) for unit in section.units) for c in (OH, CLO3)}
    proton = sum(
        float(one.proton * one.depleted / vessels.seen[unit.anolyte].density)
        for one, unit in zip(section.seen, section.units, strict=True)
    )
    return {
        "LiOH": sum(float(one.hydroxide) for one in section.seen) / charge,
        "O2": 4.0 * float(flow[14, O2]) / charge,
        "acid": -float(flow[12, OH] + 2.0 * flow[14, CO3] + proton) / charge,
        "HOCl": float(flow[13, OH] + proton) / charge,
        "chlorate": 6.0 * float(flow[13, CLO3] - flow[12, CLO3] + gathered[CLO3]) / charge,
        "gathered": gathered[OH] / charge,
    }  # fmt: skip


def energy_made(section: Electrolysis) -> float:
    r"""Direct current for the LiOH.H2O made in the cells [kWh/kg], before what the plant itself uses of it.

    .. math:: w = 0.6387 \, \frac{\bar V}{\bar\xi}                                                         (1)

    Source: (1) Faraday's law, data book section 9.
    """
    power = sum(float(one.voltage * one.current) for one in section.seen)
    return KWH_PER_KG * power / FARADAY / sum(float(one.hydroxide) for one in section.seen)
