"""How long the gas headers hold what the cells make when nobody takes it: the plant has no gas buffer.

Lives here: a header with its outlet blocked, from the cells' gas of this moment to the trip of its interlock.
Lives elsewhere: the rise itself (twin.hcl.equations), what a burner that is out does to the load (twin.hcl.procedure).
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from twin.hcl.equations import header_rise
from twin.matter.components import CL2, CO3, H2, H2O, N2, O2
from twin.matter.constants import GAS
from twin.matter.gas import CARBON_DIOXIDE, CHLORINE, HEAT_CAPACITY, HYDROGEN, NITROGEN, OXYGEN, WATER_VAPOUR
from twin.matter.streams import TEMPERATURE
from twin.plant import Plant

MBAR: Final = 100.0
HEADERS: Final = {"chlorine": ("H-315", 14, "PIC-315", "I-12"), "hydrogen": ("H-316", 17, "PDIC-317", "I-11")}
"""Header with its coolers, the cells' gas into it, loop that holds its pressure, interlock that trips the cells."""
HEATS: Final = {
    CL2: HEAT_CAPACITY[CHLORINE], O2: HEAT_CAPACITY[OXYGEN], N2: HEAT_CAPACITY[NITROGEN], H2: HEAT_CAPACITY[HYDROGEN],
    H2O: HEAT_CAPACITY[WATER_VAPOUR],
}  # fmt: skip
"""Heat capacity of what a gas stream holds [J/mol/K]; carbon dioxide is counted there as CO3 with a water."""


class Gas(NamedTuple):
    """Gas that the cells make."""

    flow: float
    """With its vapour [mol/s]."""
    temperature: float
    """[K]"""
    exponent: float
    """Ratio of its heat capacities [-]."""


def gas_in(plant: Plant, stream: int) -> Gas:
    """Gas of a stream at this moment."""
    held = plant.line.streams.flow[stream]
    dioxide = float(held[CO3])
    flow = sum(float(held[c]) for c in HEATS)
    heat = sum(float(held[c]) * each for c, each in HEATS.items())
    heat += dioxide * (HEAT_CAPACITY[CARBON_DIOXIDE] - HEAT_CAPACITY[WATER_VAPOUR])
    ratio = heat / (heat - GAS * flow) if flow > 0.0 else 1.0
    return Gas(flow, float(held[TEMPERATURE]), ratio)


def headers_now(plant: Plant) -> dict[str, Any]:
    """Both headers: rise with a blocked outlet and time to the trip, with walls that take all heat and that take none.

    A header that the design does not give, or that no gas comes into, is left out.
    """
    design, found = plant.design, {}
    volumes = {plate.name: plate.volume for plate in design.vessels}
    for name, (vessel, stream, loop, interlock) in HEADERS.items():
        gas, volume = gas_in(plant, stream), volumes.get(vessel)
        if not volume or gas.flow <= 0.0:
            continue
        room = design.interlock(interlock).value - design.control_loop(loop).set_point
        rises = [
            header_rise(flow=gas.flow, temperature=gas.temperature, volume=volume, exponent=kappa)
            for kappa in (1.0, gas.exponent)
        ]
        found[name] = {
            "volume_m3": volume, "interlock": interlock, "room_mbar": room / MBAR,
            "rise_mbar_per_s": [rise / MBAR for rise in rises], "trips_after_s": [room / rise for rise in rises],
        }  # fmt: skip
    return found
