"""What a laboratory would find in the polished brine beside its salts: the trace elements.

Lives here: traces of the brine that goes to the cells, by element, and its poisons, as the flowsheet counts them.
Lives elsewhere: what is told of a poison (twin.limits), what it does (twin.electrolysis.ageing), where traces leave
(twin.purification).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twin.matter.components import AL, ATOMIC_MASS, FE, IOD, NI, PO4, SI, SR, B, F, K

if TYPE_CHECKING:
    from twin.plant import Plant

TRACED: Final = {
    "K": K, "F": F, "Si": SI, "B": B, "Al": AL, "P": PO4, "Fe": FE, "Ni": NI, "Sr": SR, "I": IOD,
}  # fmt: skip
"""Component of each trace element; Ni stands for Ni + Co + Mn + Cu."""
LEAST = 1e-6
"""Volume that keeps a division finite [m3]."""


def polished_traces(plant: Plant) -> dict[str, float]:
    """Trace elements in the polished brine T-203 [mg/L], each as the element."""
    tank = plant.builder.at["T-203"]
    held, volume = plant.line.vessels.now[tank], max(float(plant.line.vessels.seen[tank].volume), LEAST)
    return {name: float(held[c]) * ATOMIC_MASS[name] / volume for name, c in TRACED.items()}


def poisons(plant: Plant) -> dict[str, float]:
    """Species of the flowsheet's `poisons` in the polished brine T-203 [kg/m3], each as its limit counts it."""
    tank = plant.builder.at["T-203"]
    held, volume = plant.line.vessels.now[tank], max(float(plant.line.vessels.seen[tank].volume), LEAST)
    rows = zip(plant.design.poisons, plant.line.electrolysis.poisons, strict=True)
    return {
        plate.name: float(row.first_mass * held[row.first] + row.second_mass * held[row.second]) / volume
        for plate, row in rows
    }
