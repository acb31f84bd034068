"""Gas coolers behind the cells: both gases down towards cooling water, their water condensed.

Lives here: streams S14, S17, S19 to cooled S22 and S23 and the condensates S51, S50.
Lives elsewhere: the exchanger's equation (.equations); who gets the chlorine (.burner).
"""

from __future__ import annotations

from twin.engine.compiled import compiled
from twin.hcl.equations import cooled_to
from twin.hcl.equipment import Synthesis
from twin.matter.components import CL2, CO3, COUNT, H2, H2O, N2, O2
from twin.matter.gas import water_vapour_pressure
from twin.matter.streams import (
    HEAT,
    TEMPERATURE,
    Streams,
    clear,
    deliver,
    set_gas_heat,
    set_liquid_heat,
)
from twin.matter.vessels import Vessels


@compiled
def cool_gases(section: Synthesis, k: int, to_header: float, vessels: Vessels, streams: Streams) -> None:
    """Both gases through their coolers, saturated behind them; S51 to T-401 and S50 to the condensate tank.

    S22 holds all dry chlorine with its moisture, S23 all hydrogen, until they are shared out. Recovered chlorine joins
    before the cooler, unless it is too thin and goes to hypochlorite as it is (to_header 0).
    """
    unit, seen = section.units[k], section.seen[k]
    f = streams.flow
    load = f[17, H2] / unit.full
    seen.chlorine_temperature = cooled_to(
        gas=f[14, TEMPERATURE], water=unit.cooling_water, transfer=unit.cooler, load=load
    )
    seen.hydrogen_temperature = cooled_to(
        gas=f[17, TEMPERATURE], water=unit.cooling_water, transfer=unit.cooler, load=load
    )
    clear(streams, 22)
    for c in range(COUNT):
        f[22, c] = f[14, c] + to_header * f[19, c]
    vapour = water_vapour_pressure(temperature=seen.chlorine_temperature)
    dry = f[22, CL2] + f[22, O2] + f[22, CO3] + f[22, N2]
    moisture = min(dry * vapour / (unit.anode_pressure - vapour), f[22, H2O] - f[22, CO3])
    clear(streams, 51)
    f[51, H2O] = f[22, H2O] - f[22, CO3] - moisture
    f[22, H2O] -= f[51, H2O]
    vapour = water_vapour_pressure(temperature=seen.hydrogen_temperature)
    moisture = min(f[17, H2] * vapour / (unit.cathode_pressure - vapour), f[17, H2O])
    clear(streams, 23)
    clear(streams, 50)
    f[23, H2] = f[17, H2]
    f[23, H2O] = moisture
    f[50, H2O] = f[17, H2O] - moisture
    set_liquid_heat(streams, 51, seen.chlorine_temperature)
    set_liquid_heat(streams, 50, seen.hydrogen_temperature)
    set_gas_heat(streams, 22, seen.chlorine_temperature)
    set_gas_heat(streams, 23, seen.hydrogen_temperature)
    deliver(streams, 51, vessels, unit.depleted)
    deliver(streams, 50, vessels, unit.water)
    entered = f[14, HEAT] + to_header * f[19, HEAT] + f[17, HEAT]
    seen.cooling = entered - f[22, HEAT] - f[23, HEAT] - f[50, HEAT] - f[51, HEAT]
