"""Units as plant engineers write them in a tag map, and as OPC UA servers tell them.

Lives here: which shares weigh and which count, the UNECE codes.
Lives elsewhere: what a unit means (twin.units); the signals' SI units (twin.signals); where both meet (.tag_map).
"""

from __future__ import annotations

from functools import cache

from twin.errors import DesignError
from twin.units import unit as meaning_of

_SHARES = {
    "-": "-", "pH": "-", "%": "-", "%LEL": "-", "wt%": "kg/kg", "mg/kg": "kg/kg", "ppb": "kg/kg", "vol%": "mol/mol",
    "ppm": "mol/mol", "mol/mol": "mol/mol", "NTU": "NTU",
}  # fmt: skip
"""Spelling -> what it is a share of; a unit without dimension alone does not tell. ppm counts molecules of a gas, ppb
weighs, as in the plant's tag list."""

_UNECE = {
    "kg/h": "E93", "%": "P1", "degC": "CEL", "m3/h": "MQH", "mg/kg": "NA", "kg/m3": "KMQ", "mg/L": "M1", "g/L": "GL",
    "mbar": "MBR", "bar": "BAR", "A": "AMP", "mA": "4K", "kA": "B22", "V": "VLT", "mV": "2Z", "kW": "KWT", "kg": "KGM",
    "min": "MIN", "m3": "MTQ", "ppm": "59", "ppb": "61", "pH": "Q30", "um": "4H", "rpm": "RPM", "mm/s": "C16",
    "mol/L": "C38", "-": "C62",
}  # fmt: skip
"""UNECE Recommendation 20 codes; a spelling that is not here has none."""


@cache
def scale_offset(unit: str, si_unit: str) -> tuple[float, float]:
    """Numbers that turn a value in `unit` into the signal's SI unit: SI = scale * value + offset.

    ValueError, in plain words, when the unit is unknown or of another kind.

    >>> scale_offset("mbar g", "Pa")
    (100.0, 101325.0)
    >>> scale_offset("kA", "A")
    (1000.0, 0.0)
    """
    if _SHARES.get(unit, si_unit) != si_unit:
        raise ValueError(f"'{unit}' is an amount of '{_SHARES[unit]}'")
    try:
        given, wanted = meaning_of(unit), meaning_of(si_unit)
    except DesignError as error:
        raise ValueError(str(error).removeprefix("unit: ").rstrip(".")) from None
    if given.dimension != wanted.dimension:
        raise ValueError(f"'{unit}' does not measure '{si_unit}'")
    return float(given.scale / wanted.scale), float((given.offset - wanted.offset) / wanted.scale)


def unece_id(unit: str) -> int:
    """UnitId of an OPC UA EUInformation: the UNECE code's letters as a number; -1 where there is no code.

    >>> unece_id("degC"), unece_id("mbar g")
    (4408652, -1)
    """
    code = _UNECE.get(unit)
    return -1 if code is None else int.from_bytes(code.encode(), "big")
