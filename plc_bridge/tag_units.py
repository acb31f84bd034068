"""Units as plant engineers write them, and what turns them into a signal's SI unit.

Lives here: the plant's spellings (gauge pressure, normal cubic metres, shares by mass, volume or count).
Lives elsewhere: the signals' SI units (twin.signals); where the numbers are used (.tag_map).
"""

from __future__ import annotations

import re
from functools import cache

import pint

ATMOSPHERE = 101_325.0
"""What a gauge pressure is counted from [Pa]."""
NORMAL_VOLUME = 0.022_413_969_54
"""Volume of a mole of ideal gas at 0 degC and 101325 Pa [m3/mol]; CODATA 2022."""
HOUR = 3600.0
MEGAWATT_HOUR = 3.6e9
"""[J]"""

_PLANT: dict[str, tuple[str, float, float]] = {
    "-": ("-", 1.0, 0.0),
    "pH": ("-", 1.0, 0.0),
    "%": ("-", 0.01, 0.0),
    "%LEL": ("-", 0.01, 0.0),
    "wt%": ("kg/kg", 0.01, 0.0),
    "mg/kg": ("kg/kg", 1e-6, 0.0),
    "ppb": ("kg/kg", 1e-9, 0.0),
    "vol%": ("mol/mol", 0.01, 0.0),
    "ppm": ("mol/mol", 1e-6, 0.0),
    "mol/mol": ("mol/mol", 1.0, 0.0),
    "mbar a": ("Pa", 100.0, 0.0),
    "bar a": ("Pa", 1e5, 0.0),
    "mbar g": ("Pa", 100.0, ATMOSPHERE),
    "bar g": ("Pa", 1e5, ATMOSPHERE),
    "Nm3/h": ("mol/s", 1.0 / NORMAL_VOLUME / HOUR, 0.0),
    "mg/Nm3": ("kg/mol", 1e-6 * NORMAL_VOLUME, 0.0),
    "NTU": ("NTU", 1.0, 0.0),
    "rpm": ("1/s", 1.0 / 60.0, 0.0),
    "EUR/MWh": ("EUR/J", 1.0 / MEGAWATT_HOUR, 0.0),
    "kg/MWh": ("kg/J", 1.0 / MEGAWATT_HOUR, 0.0),
}
"""Spelling -> SI unit, scale, offset, where SI = scale * number + offset: what pint does not know, or takes for
something else. ppm counts molecules of a gas, ppb and mg/kg weigh, as in the plant's tag list."""

_UNECE = {
    "kg/h": "E93", "%": "P1", "degC": "CEL", "m3/h": "MQH", "mg/kg": "NA", "kg/m3": "KMQ", "mg/L": "M1", "g/L": "GL",
    "mbar": "MBR", "bar": "BAR", "A": "AMP", "mA": "4K", "kA": "B22", "V": "VLT", "mV": "2Z", "kW": "KWT", "kg": "KGM",
    "min": "MIN", "m3": "MTQ", "ppm": "59", "ppb": "61", "pH": "Q30", "um": "4H", "rpm": "RPM", "mm/s": "C16",
    "mol/L": "C38", "-": "C62",
}  # fmt: skip
"""UNECE Recommendation 20 codes; a spelling that is not here has none."""

_UNIT = re.compile(r"(1|[A-Za-z]+[1-3]?)([*/][A-Za-z]+[1-3]?)*")


@cache
def scale_offset(unit: str, si_unit: str) -> tuple[float, float]:
    """Numbers that turn a value in `unit` into the signal's SI unit: SI = scale * value + offset.

    ValueError, in plain words, when the unit is unknown or of another kind.

    >>> scale_offset("mbar g", "Pa")
    (100.0, 101325.0)
    >>> scale_offset("kA", "A")
    (1000.0, 0.0)
    """
    if unit in _PLANT:
        meant, scale, offset = _PLANT[unit]
        if meant != si_unit:
            raise ValueError(f"'{unit}' is an amount of '{meant}'")
        return scale, offset
    quantity = _registry().Quantity
    try:
        here, there = _registry().Unit(_spelled(unit)), _registry().Unit(_spelled(si_unit))
        if here.dimensionless or there.dimensionless:
            raise ValueError(f"'{unit}' does not measure '{si_unit}'")
        offset = float(quantity(0.0, here).to(there).magnitude)
        return float(quantity(1.0, here).to(there).magnitude) - offset, offset
    except pint.UndefinedUnitError:
        raise ValueError(f"'{unit}' is not a known unit") from None
    except pint.DimensionalityError:
        raise ValueError(f"'{unit}' does not measure '{si_unit}'") from None


def known_units() -> tuple[str, ...]:
    """Spellings that the plant's tag list uses, for a "did you mean"."""
    return tuple(dict.fromkeys((*_PLANT, *_UNECE)))


def unece_id(unit: str) -> int:
    """UnitId of an OPC UA EUInformation: the UNECE code's letters as a number; -1 where there is no code.

    >>> unece_id("degC"), unece_id("mbar g")
    (4408652, -1)
    """
    code = _UNECE.get(unit)
    return -1 if code is None else int.from_bytes(code.encode(), "big")


def _spelled(unit: str) -> str:
    """A unit as pint spells it: m3/h is m**3/h."""
    if not _UNIT.fullmatch(unit):
        raise ValueError(f"'{unit}' cannot be read as a unit, such as kg/h or m3/h")
    return re.sub(r"(?<=[A-Za-z])(?=\d)", "**", unit)


@cache
def _registry() -> pint.UnitRegistry[float]:
    return pint.UnitRegistry(autoconvert_offset_to_baseunit=True)
