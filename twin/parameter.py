"""A parameter of the plant as a field: its unit in files, the SI unit inside, what is physically possible.

Lives here: `parameter` (a field of a nameplate), `nameplate` (the class decorator), the SI unit of every file unit.
Lives elsewhere: the nameplates (twin.<section>.nameplate, twin.plant_nameplate), values with provenance (flowsheets),
conversion (twin.units, the one door for pint).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

Plate = TypeVar("Plate")

SI_UNITS = {
    "-": "-", "%": "-", "kg/kg": "-", "mol/mol": "-", "m3/m3": "-", "kW/kW": "-", "mg/kg": "-",
    "degC": "K", "K": "K", "kPa": "Pa", "bar": "Pa", "h": "s", "min": "s", "s": "s", "h/y": "s/y", "t/y": "kg/y",
    "t": "kg", "kg": "kg", "m3": "m3", "m2": "m2", "um": "m", "kg/h": "kg/s", "kmol/h": "mol/s", "m3/h": "m3/s",
    "kmol/m3": "mol/m3", "mg/L": "kg/m3", "g/L": "kg/m3", "kg/m3": "kg/m3", "kmol/m3/bar": "mol/m3/Pa",
    "mol2/L2": "mol2/m6", "kA": "A", "kA/m2": "A/m2", "kA/m2/min": "A/m2/s", "V": "V", "V/K": "V/K",
    "V/(mol/kg)": "V kg/mol", "V m2/kA": "V m2/A", "L/kAh": "m3/C", "mol/kAh": "mol/C", "kg/kAh": "kg/C",
    "kW": "W", "kJ/kg": "J/kg", "kWh/t": "J/kg", "MJ/K": "J/K", "1/s": "1/s", "1/y": "1/s",
    "kW/K": "W/K", "1/d": "1/s", "1/h": "1/s", "1/m3/s": "1/m3/s", "nm/s": "m/s", "m/s": "m/s", "mol/kg": "mol/kg",
    "m": "m", "mm": "m", "m2/s": "m2/s", "mm2/s": "m2/s", "ug/L": "kg/m3", "m3/kg": "m3/kg",
    "1/K": "1/K", "K/h": "K/s", "y": "s", "V/y": "V/s", "mm2": "m2", "mol/m2/h/bar": "mol/m2/s/Pa",
    "kg/m3/h": "kg/m3/s", "m/kg": "m/kg", "1/m": "1/m",
}  # fmt: skip
"""SI unit inside of each unit that a nameplate names; a rate in kg/y stays a year's sum, hours a year become s/y."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What is known of a parameter apart from its value."""

    unit: str
    """Unit in which files give it."""
    si: str
    """Unit inside."""
    low: float
    """Smallest physically possible value, in the file's unit."""
    high: float
    """Largest physically possible value, in the file's unit."""
    words: tuple[str, ...] = ()
    """Names of the values 0, 1, 2, ... of a choice, which files may give instead."""


def parameter(unit: str, *, low: float, high: float, words: tuple[str, ...] = (), **default: Any) -> Any:
    """Field of a nameplate: its unit in files and the physically possible range in that unit (not the likely one)."""
    return field(metadata={"parameter": Parameter(unit, SI_UNITS[unit], low, high, words)}, **default)


def quantity_of_its_own(**default: Any) -> Any:
    """Field of a row whose unit is the one in which the file writes it (a set point, a trip value)."""
    return field(metadata={"any unit": True}, **default)


@dataclass_transform(
    kw_only_default=True, frozen_default=True, field_specifiers=(parameter, quantity_of_its_own, field)
)
def nameplate(cls: type[Plate]) -> type[Plate]:
    """Make a class a frozen, slotted dataclass whose fields are given by keyword."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


def parameters(plate: type[Any]) -> Iterator[tuple[str, Parameter]]:
    """Every field of a nameplate that is a parameter, in its order."""
    for one in fields(plate):
        if "parameter" in one.metadata:
            yield one.name, one.metadata["parameter"]
