"""What a laboratory would find in the polished brine beside its salts: the trace elements.

Lives here: traces of the brine that goes to the cells, by element.
Lives elsewhere: what the cells stand (twin.limits), where traces leave (twin.purification, twin.electrolysis).
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
