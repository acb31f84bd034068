"""Whether the rows of a flowsheet fit together: every vessel has an inlet and an outlet, every number its order.

Lives here: checks that need more than one value.
Lives elsewhere: checks of one value (.quantity) and of one row (.rows).
"""

from __future__ import annotations

from typing import Any, Final

from flowsheets.faults import Faults, Place, near
from flowsheets.quantity import is_nothing
from flowsheets.tree import Mapping, Node
from twin.electrolysis.nameplate import FARADAIC, REFERENCE_LOSS, SPECIES
from twin.plant_nameplate import KEPT_BY, RoutePlate, VesselPlate

OUTSIDE: Final = "outside"
"""The other end of a stream that enters or leaves the plant."""


def check_connections(root: Mapping, rows: dict[str, tuple[Any, ...]], faults: Faults) -> None:
    """Add a fault for every stream to nowhere, unconnected vessel and disordered level."""
    vessels: tuple[VesselPlate, ...] = rows["vessels"]
    routes: tuple[RoutePlate, ...] = rows["routes"]
    named = _names(root.get("vessels"))
    for route in routes:
        for word, end in (("from", route.start), ("to", route.end)):
            if end != OUTSIDE and end not in named:
                place = place_of(root, "routes", route.name, word)
                faults.add(place, f"routes.{route.name}: there is no vessel '{end}'.{near(end, [*named, OUTSIDE])}")
        if route.start == route.end:
            faults.add(place_of(root, "routes", route.name), f"routes.{route.name} leads from {route.end} to itself.")
    for vessel in vessels:
        place = place_of(root, "vessels", vessel.name)
        for port, ends in (("inlet", {r.end for r in routes}), ("outlet", {r.start for r in routes})):
            if vessel.name not in ends:
                word = "to" if port == "inlet" else "from"
                faults.add(place, f"{vessel.name} has no {port}. Add a route with {word}: {vessel.name}.")
        _check_level(vessel, place, faults)
        if vessel.T is None and vessel.name not in KEPT_BY:
            faults.add(place, f"{vessel.name} has no T, and no section keeps it at its own. Add T: 25 degC.")
    for poison in rows["poisons"]:
        if poison.name not in SPECIES:
            place, known = place_of(root, "poisons", poison.name), ", ".join(SPECIES)
            faults.add(place, f"poisons has '{poison.name}'.{near(poison.name, SPECIES)} Known: {known}.")


def _names(listed: Node | None) -> set[str]:
    """Names of all vessels, those that could not be read among them."""
    entries = listed.entries.items() if isinstance(listed, Mapping) else ()
    return {name for name, (_, node) in entries if not is_nothing(node)}


def _check_level(vessel: VesselPlate, place: Place, faults: Faults) -> None:
    if (vessel.volume is None) == (vessel.mass is None):
        faults.add(place, f"{vessel.name} needs either a volume (liquid, gas) or a mass (solids).")
    low, high = vessel.low or 0.0, 1.0 if vessel.high is None else vessel.high
    if not low <= vessel.level <= high:
        faults.add(place, f"{vessel.name}: the normal level {vessel.level:.0%} is not within {low:.0%} to {high:.0%}.")


def check_sections(root: Mapping, plates: dict[str, Any], faults: Faults) -> None:
    """Add a fault for parameters that are possible alone but not together."""
    feed, cells = plates.get("feed"), plates.get("electrolysis")
    if feed is not None:
        total = feed.Li2CO3 + feed.H2O + feed.Na2CO3 + feed.CaCO3 + feed.MgCO3 + feed.Li2SO4 + feed.INS
        if total > 1.05:
            faults.add(
                place_of(root, "feed"), f"the feed's parts add up to {total:.3f}, more than 1. Lower feed.Li2CO3."
            )
    if cells is not None:
        if cells.anolyte_out >= cells.anolyte_in:
            place = place_of(root, "electrolysis", "anolyte_out")
            faults.add(place, "electrolysis.anolyte_out must be below electrolysis.anolyte_in: the cells use LiCl.")
        side = cells.O2_charge + cells.chlorate_charge
        if side > REFERENCE_LOSS * (1.0 + 1e-9):
            place = place_of(root, "electrolysis", "O2_charge")
            text = f"O2_charge and chlorate_charge belong to a loss of {REFERENCE_LOSS:g}: at most that together."
            faults.add(place, f"{text} Got {side:g}.")
        if cells.fidelity == FARADAIC and cells.current_efficiency + side > 1:
            place = place_of(root, "electrolysis", "current_efficiency")
            faults.add(place, "current_efficiency, O2_charge and chlorate_charge are shares of one charge: at most 1.")
        if cells.wear and len(cells.wear) != cells.electrolysers * cells.elements:
            place, count = place_of(root, "electrolysis", "wear"), cells.electrolysers * cells.elements
            faults.add(place, f"electrolysis.wear has {len(cells.wear)} values for {count} elements.")
        for name in ("membrane_age", "coating_age"):
            given, n = getattr(cells, name), cells.electrolysers
            if given and len(given) != n:
                place = place_of(root, "electrolysis", name)
                faults.add(place, f"electrolysis.{name} has {len(given)} values for {n} electrolysers.")


def place_of(root: Mapping, *path: str) -> Place:
    """Place of a path in the tree, as far as it goes."""
    place, node = root.place, root
    for word in path:
        if word not in node.entries:
            break
        place, child = node.entries[word]
        if not isinstance(child, Mapping):
            break
        node = child
    return place
