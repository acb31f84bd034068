"""Whether the numbers of discrete operation fit together: deciles, shifts, stores, steps that share a whole.

Lives here: checks that need more than one of these numbers.
Lives elsewhere: checks of one value (.quantity), of one row (.rows), of the line (.connections).
"""

from __future__ import annotations

from typing import Any, Final

from flowsheets.connections import place_of
from flowsheets.faults import Faults, near
from flowsheets.quantity import is_nothing
from flowsheets.tree import Mapping
from twin.plant_nameplate import DurationPlate
from twin.staff_nameplate import SPARES, STORES, Practice, SparePlate, StorePlate

DAY: Final = 86400.0


def check_discrete(root: Mapping, plates: dict[str, Any], rows: dict[str, tuple[Any, ...]], faults: Faults) -> None:
    """Add a fault for every number that is possible alone but not beside another."""
    for one in rows["schedule"]:
        _check_deciles(root, "schedule", one.name, (one.p10, one.median, one.p90), faults)
        _check_deciles(root, "schedule", one.name, one.repair or (), faults, what="repair")
    spares: tuple[SparePlate, ...] = rows["spares"]
    for part in spares:
        _check_deciles(root, "spares", part.name, part.lead, faults, what="lead")
    for group, known in (("stores", STORES), ("spares", SPARES)):
        _check_names(root, group, [one.name for one in rows[group]], known, faults)
    for goods in rows["stores"]:
        _check_store(root, goods, faults)
    _check_shift(root, rows["schedule"], faults)
    if plates.get("procedures") is not None:
        _check_practice(root, plates["procedures"], faults)


def _check_names(root: Mapping, group: str, given: list[str], known: tuple[str, ...], faults: Faults) -> None:
    listed = root.get(group)
    for name in given:
        if name not in known:
            faults.add(place_of(root, group, name), f"nobody uses {group}.{name}.{near(name, known)} Take it away.")
    for name in known:
        node = listed.get(name) if isinstance(listed, Mapping) else None
        if listed is not None and (node is None or is_nothing(node)):
            what = "held: 0 says that there is none" if group == "spares" else "a base such as reference has it"
            faults.add(place_of(root, group, name), f"{group}.{name} is missing, and procedures need it; {what}.")


def _check_deciles(
    root: Mapping, group: str, name: str, numbers: tuple[float | None, ...], faults: Faults, what: str = ""
) -> None:
    given = [number for number in numbers if number is not None]
    if given == sorted(given):
        return
    keys = (what,) if what else ("p10", "p90", "median")
    of = f" of {what}" if what else ""
    place = next((at for key in keys if (at := place_of(root, group, name, key)).source.name == "--set"), None)
    place = place or place_of(root, group, name, keys[0])
    faults.add(place, f"{group}.{name}: p10, median and p90{of} must rise. Write the smallest first.")


def _check_shift(root: Mapping, schedule: tuple[DurationPlate, ...], faults: Faults) -> None:
    for one in schedule:
        if one.name == "shift" and not (one.median and 4 * 3600 <= one.median <= DAY / 2 and not DAY % one.median):
            place = place_of(root, "schedule", "shift", "median")
            faults.add(place, "schedule.shift: a day is no whole number of shifts of 4 to 12 h. Write 12 h or 8 h.")


def _check_store(root: Mapping, goods: StorePlate, faults: Faults) -> None:
    for key in ("held", "order_at"):
        mass = getattr(goods, key)
        if mass is not None and goods.capacity is not None and mass > goods.capacity:
            place = place_of(root, "stores", goods.name, key)
            room = f"{goods.capacity / 1e3:g} t"
            faults.add(place, f"stores.{goods.name}: {mass / 1e3:g} t do not fit in {room}. Lower {key}.")


def _check_practice(root: Mapping, practice: Practice, faults: Faults) -> None:
    if practice.change_flush + practice.change_fill + practice.change_heat > 1.0:
        place = place_of(root, "procedures", "change_heat")
        faults.add(place, "change_flush, change_fill and change_heat add up to more than the whole. Lower one.")
    for low, high in (("packing_stop", "packing_start"), ("silo_empty", "silo_restart")):
        if getattr(practice, low) >= getattr(practice, high):
            place = place_of(root, "procedures", high)
            faults.add(place, f"procedures.{high} must be above procedures.{low}. Raise the one or lower the other.")
