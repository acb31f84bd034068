"""The burner house as a report: what the hydrogen allows and what is reached, for people.

Lives here: figures of all burner houses of a line at one instant, in the units that their names say.
Lives elsewhere: the bound (.equations), what makes the figures (.house), recovery over a window (twin.kpi).
"""

from __future__ import annotations

from typing import Any

from twin.hcl.equations import hydrogen_bound
from twin.hcl.equipment import Burner, Synthesis
from twin.matter.components import H2
from twin.matter.constants import M_CL2
from twin.matter.streams import Streams

WATER_ELECTROLYSIS = 398e3
"""Electricity of hydrogen made from water elsewhere [J/mol]: 94 kW for 0.85 kmol/h, 55 kWh/kg (data book section 3)."""


def acid_now(section: Synthesis, streams: Streams) -> dict[str, Any] | None:
    """The burner houses of a line after a pass; None where no flame burns.

    `hydrogen_bound` is the most of the chlorine made that the hydrogen of the cells and its import let become acid.
    `import_electrolysis_kW` is what others take to make the hydrogen that is bought; no figure of merit holds it.
    """
    lit = [seen for seen in section.seen if seen.burned > 0.0]
    made = float(streams.flow[17, H2])
    if not lit or made <= 0.0:
        return None
    unit: Burner = section.units[0]
    imported = sum(
        float(one.imported * command.import_open) for one, command in zip(section.units, section.commands, strict=True)
    )
    return {
        "hydrogen_bound": hydrogen_bound(
            made=made, imported=imported, vented=unit.vented, excess=unit.excess, recycled=unit.recycled,
            absorption=unit.absorption,
        ),
        "import_electrolysis_kW": float(streams.flow[60, H2]) * WATER_ELECTROLYSIS / 1e3,
        "hydrogen_ratio": [seen.ratio for seen in lit],
        "flame_K": [seen.flame for seen in lit],
        "acid_kg_per_h": [3600.0 * seen.acid for seen in lit],
        "steam_kg_per_h": [3600.0 * seen.steam for seen in lit],
        "free_chlorine_mg_per_kg": [1e6 * seen.free_chlorine for seen in lit],
        "chlorine_to_hypochlorite_kg_per_h": 3600.0 * M_CL2 * sum(float(seen.surplus) for seen in section.seen),
    }  # fmt: skip
