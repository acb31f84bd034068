"""Which cause stops what in a plant: machines that are off, utilities, interlocks, pumps, stages of a turnaround.

Lives here: the permits of a line with its points and causes.
Lives elsewhere: how permits are worked out (twin.control.permits), rows of the cause-and-effect list
(twin.control.cause_effect), who lets a cause act (the procedures that twin.operations hires).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

from twin.control.cause_effect import Action
from twin.control.permits import BY_HAND, LOAD, Permits
from twin.control.turnaround import CELLS_OFF, FEED_OFF, WORKS
from twin.control.utilities import NITROGEN
from twin.crystallisation.handle import MVR, THICK, WASH_OUT
from twin.dissolution.handle import SILO
from twin.electrolysis.handle import LOW_LOAD, RENEWAL
from twin.errors import DesignError
from twin.hcl.handle import BURNER
from twin.line_builder import Builder
from twin.staff_nameplate import PumpPlate

UTILITIES: Final = {
    "grid": ("grid_dip", "cells and burner"), "instrument air": ("air_failure", "cells and burner"),
    "cooling water": ("cooling_water_failure", "burner"), "DI plant": ("di_failure", "DI plant"),
    "tail fan": ("tail_fan", "burner"), NITROGEN: ("nitrogen_failure", "starts"),
}  # fmt: skip
"""Utility -> row of the schedule, and what its failure stops."""
FEED_LOOP: Final = "loop LIC-650"
FEED: Final = ("loop WIC-102", "loop LIC-461")
"""Solids, with them the recycled brine, and loop water."""
LOOPS: Final = (
    "WIC-102", "LIC-461", "LIC-107", "LIC-157", "LIC-261", "LIC-255A", "LIC-255B", "LIC-276", "LIC-450", "LIC-650",
    "LIC-659", "FIC-607",
)  # fmt: skip
"""Loops that a cause can stop, beside those of the pumps."""
DRY: Final = ("side stream", "loop LIC-450", "purge")
"""What draws on depleted anolyte and would run dry while cells are off for long."""
STANDING: Final = ("dissolver acid", "trim", "mvr", "centrifuge", "dryer", "DI plant", "loop LIC-276", "loop LIC-659",
                   "loop FIC-607", FEED_LOOP)  # fmt: skip
"""What stands in a turnaround, beside feed, cells, burner and depleted anolyte."""


def permits_of(builder: Builder, letters: Sequence[str], listed: Mapping[str, Action]) -> Permits:
    """Permits of a line with these electrolysers and these rows of the cause-and-effect list."""
    line = builder.line
    cells = {one: line.electrolysis.commands[k] for k, one in enumerate(letters)}
    lot, works = line.dissolution.lots[0], line.crystallisation.commands[0]
    points: dict[str, tuple[Any, str]] = {
        BURNER: (line.hcl.commands[0], "permit"), "dissolver acid": (lot, "acid_open"), "trim": (lot, "trim_open"),
        "side stream": (line.dechlorination.commands[0], "side_open"),
        "purge": (line.dechlorination.commands[0], "purge_open"), "mvr": (works, "evaporation_permit"),
        "centrifuge": (works, "centrifuge_permit"), "dryer": (works, "drying_permit"),
        "DI plant": (line.commands[0], "water_on"), "burner start": (line.hcl.commands[0], "start_permit"),
        "barium": (line.purification.commands[0], "barium_open"),
        "stripped brine": (line.dechlorination.commands[0], "onward"),
        "recovered chlorine": (line.dechlorination.commands[0], "to_header"),
    }  # fmt: skip
    for one, command in cells.items():
        points[f"electrolyser {one}"] = (command, "permit")
        points[f"acid {one}"] = (line.loops.commands[builder.loop[f"FFIC-302{one}"]], "automatic")
        points[f"start {one}"] = (command, "start_permit")
    pumped = {plate.name: pumped_loops(builder, plate, letters) for plate in builder.design.pumps}
    for tag in dict.fromkeys([*LOOPS, *(tag for tags in pumped.values() for tag in tags)]):
        points[f"loop {tag}"] = (line.loops.commands[builder.loop[tag]], "automatic")
    causes = _causes(letters, listed) | {
        pumps_of(name): [f"loop {tag}" for tag in tags] for name, tags in pumped.items()
    }
    return Permits(builder.memory, stops=causes, points=points, drives=cells)


def pumps_of(service: str) -> str:
    """Name of the pumps of a service, as procedure and as cause."""
    return f"pumps {service}"


def pumped_loops(builder: Builder, plate: PumpPlate, letters: Sequence[str]) -> list[str]:
    """Tags of the loops that stand without the pumps of a service; one of all electrolysers has a tag for each."""
    found = []
    for tag in plate.stops:
        each = [f"{tag}{letter}" for letter in letters if f"{tag}{letter}" in builder.loop]
        found += [tag] if tag in builder.loop else each
        if tag not in builder.loop and not each:
            near = get_close_matches(tag, builder.loop, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            known = ", ".join(builder.loop)
            raise DesignError(f"pumps.{plate.name}: the line has no loop '{tag}'.{hint} It has: {known}.")
    return found


def _causes(letters: Sequence[str], listed: Mapping[str, Action]) -> dict[str, Sequence[str]]:
    cells = tuple(f"electrolyser {one}" for one in letters)
    by_kind = {"cells and burner": (*cells, BURNER), BURNER: (BURNER,), "DI plant": ("DI plant",), "starts": ()}
    causes: dict[str, Sequence[str]] = {
        BURNER: (LOAD,), MVR: (FEED_LOOP,), WASH_OUT: (FEED_LOOP, "mvr", "centrifuge"), THICK: (FEED_LOOP, "mvr"),
        SILO: FEED, FEED_OFF: FEED, CELLS_OFF: (LOAD, BURNER, *DRY), WORKS: (*cells, *STANDING),
    }  # fmt: skip
    causes |= {f"{what} {one}": (f"{LOAD} {one}",) for one in letters for what in (RENEWAL, LOW_LOAD)}
    causes |= {name: by_kind[kind] for name, (_, kind) in UTILITIES.items()}
    causes |= {f"{BY_HAND} {what}": (what,) for what in (*cells, BURNER)}
    return causes | {name: one.stops for name, one in listed.items() if one.stops}
