"""The one door for units: text with a unit comes in, a plain SI float goes on, and back for people to read.

Lives here: the grammar of a unit, the units that engineers write and pint does not know, conversion.
Lives elsewhere: which unit a parameter has (twin.parameter), where a text stands in a file (flowsheets).

pint is asked only what a single name such as `kW` means; sums of it are ours, so that no text a user can write is ever
evaluated. Scales are exact fractions until the last step: 85 degC is 358.15 K and 1 t/y is 1000 kg/y to the last digit.

    >>> to_si("85 degC", "degC", what="T")
    358.15
    >>> to_si("3.7 kA/m**2", "A/m2", what="current density")
    3700.0
    >>> from_si(103325.0, "mbar g")
    20.0
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from twin.errors import DesignError
from twin.parameter import SI_UNITS

ATMOSPHERE: Final = Fraction(101325)
"""Standard atmosphere, the zero of gauge pressures [Pa]."""
NORMAL_CUBIC_METRE: Final = ATMOSPHERE / (Fraction("8.31446261815324") * Fraction("273.15"))
"""Gas in a cubic metre at 0 degC and 101325 Pa [mol]."""
LONGEST: Final = 80
"""Characters beyond which a text is no quantity."""

Dimension = tuple[tuple[str, int], ...]
_MOLE: Final = (("[substance]", 1),)
_FREQUENCY: Final = (("[time]", -1),)
_OURS: Final[dict[str, tuple[Fraction, Dimension]]] = {
    "-": (Fraction(1), ()), "1": (Fraction(1), ()), "pH": (Fraction(1), ()), "NTU": (Fraction(1), ()),
    "%": (Fraction(1, 100), ()), "wt%": (Fraction(1, 100), ()), "vol%": (Fraction(1, 100), ()),
    "mol%": (Fraction(1, 100), ()), "%LEL": (Fraction(1, 100), ()), "pp": (Fraction(1, 100), ()),
    "ppm": (Fraction(1, 10**6), ()), "ppb": (Fraction(1, 10**9), ()), "rpm": (Fraction(1, 60), _FREQUENCY),
    "Nm3": (NORMAL_CUBIC_METRE, _MOLE), "y": (Fraction(31557600), (("[time]", 1),)),
    "EUR": (Fraction(1), (("[currency]", 1),)), "bags": (Fraction(1), ()), "BV": (Fraction(1), ()),
}  # fmt: skip
_COMMON: Final = (
    "degC", "delta_degC", "kPa", "MPa", "mbar", "mbar g", "bar", "min", "kg", "mg", "kg/h", "m2", "m3", "m3/h", "um",
    "mm", "mol", "kmol", "kmol/h", "kmol/m3", "mol/m3", "kg/m3", "mol/mol", "kg/kg", "mg/kg", "g/L", "mg/L", "kA",
    "mA", "kAh", "kA/m2", "kA/m2/min", "mV", "kW", "MW", "kJ", "MJ", "kWh", "kWh/t", "ohm", "mS", "uS", "wt%", "vol%",
    "ppm", "ppb", "t/y", "h/y", "Nm3",
)  # fmt: skip
_PRESSURE: Final = (("[length]", -1), ("[mass]", 1), ("[time]", -2))
_TEMPERATURE: Final = (("[temperature]", 1),)
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?![0-9.,_])")
_NOT_FINITE: Final = re.compile(r"[+-]?\.?(?:nan|inf|infinity)\b", re.IGNORECASE)
_TOKEN: Final = re.compile(r"\s*(\*\*|[*·/()^]|[A-Za-z_°%µμ-][A-Za-z_°%µμ]*|[+-]?[0-9]|[²³])")
_GAUGE: Final = re.compile(r"(Pa|kPa|MPa|mbar|bar) ?([ag])")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit's text means: value in SI = `scale` times number + `offset`."""

    text: str
    scale: Fraction
    offset: Fraction
    dimension: Dimension

    @property
    def plain(self) -> bool:
        """Whether a bare number may stand for it."""
        return not self.dimension and self.scale == 1


def to_si(text: str, like: str, *, what: str) -> float:
    """A quantity such as `"3.7 kA/m**2"` in the SI unit that belongs to `like`; `what` names it in the error.

    A bare number is refused unless `like` is a share or count; a temperature is refused where a difference is asked.
    """
    number, written = split_quantity(text, like, what=what)
    given, wanted = unit(written or "-", what=what), unit(like)
    if given.dimension != wanted.dimension:
        raise _no_amount(text, like, what)
    gauge = wanted.dimension == _PRESSURE
    if bool(given.offset) != bool(wanted.offset) and not gauge and not (wanted.offset and written == "K"):
        kind = "a temperature, but a difference" if given.offset else "a temperature difference, but a temperature"
        mend = "K or delta_degC" if given.offset else "degC or K"
        raise DesignError(f"{what}: got '{_shortened(text)}', {kind} is asked. Write it in {mend}.")
    return _finite((Fraction(repr(number)) * given.scale + given.offset) / _inside(like), text, what)


def split_quantity(text: str, like: str, *, what: str) -> tuple[float, str]:
    """Number and unit of a quantity's text, the unit empty for a bare number where `like` allows it.

    >>> split_quantity("0.5 kA/m2/min", "kA/m2/min", what="ramp")
    (0.5, 'kA/m2/min')
    """
    text = text.strip()
    if _NOT_FINITE.match(text):
        example = "0.05" if like == "-" else f"'1 {like}'"
        raise DesignError(f"{what}: got '{_shortened(text)}', which is no finite number. Write one such as {example}.")
    found = _NUMBER.match(text) if len(text) <= LONGEST else None
    if found is None:
        raise _no_amount(text, like, what)
    written = text[found.end() :].strip()
    if not written and not unit(like).plain:
        raise DesignError(f"{what}: got '{text}', a number without a unit. Write '{text} {like}', or another unit.")
    return _finite(found.group(), text, what), written


def from_si(value: float, like: str) -> float:
    """A value in SI as a number of the unit `like`, for people to read.

    >>> from_si(273.15 + 60, "degC")
    60.0
    """
    if not math.isfinite(value):
        return value
    shown = unit(like)
    return float((Fraction(repr(float(value))) * _inside(like) - shown.offset) / shown.scale)


@lru_cache(maxsize=1024)
def unit(text: str, *, what: str = "unit") -> Unit:
    """What a unit's text means; DesignError with the nearest known unit when it means nothing.

    >>> unit("L/kAh").scale
    Fraction(1, 3600000000)
    """
    text = text.strip()
    gauge = _GAUGE.fullmatch(text)
    if gauge:
        scale, dimension = _named(gauge[1])
        return Unit(text, scale, ATMOSPHERE if gauge[2] == "g" else Fraction(0), dimension)
    if text in ("degC", "°C"):
        return Unit(text, Fraction(1), Fraction("273.15"), _TEMPERATURE)
    if text in _OURS:
        return Unit(text, _OURS[text][0], Fraction(0), _OURS[text][1])
    try:
        scale, dimension = _Reader(text).read()
    except (KeyError, ValueError) as fault:
        near = get_close_matches(text, _COMMON, n=1, cutoff=0.5)
        hint = f" Did you mean '{near[0]}'?" if near else " Write it as in kA/m**2, mol/s or degC."
        hint = fault.args[1] if len(fault.args) > 1 else hint
        raise DesignError(f"{what}: '{_shortened(text)}' is no unit: {fault.args[0]}.{hint}") from None
    return Unit(text, scale, Fraction(0), dimension)


class _Reader:
    """Reads one unit: factors of names with whole exponents, `*`, `/`, spaces and parentheses, from left to right."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise ValueError("it is too long")
        self.tokens: list[str] = []
        place = 0
        while place < len(text):
            found = _TOKEN.match(text, place)
            if found is None:
                raise ValueError(f"'{text[place]}' is not understood")
            self.tokens.append(found[1])
            place = found.end()

    def read(self) -> tuple[Fraction, Dimension]:
        """Scale to SI and dimension."""
        result = self._product()
        if self.tokens:
            raise ValueError(f"'{self.tokens[0]}' stands in the wrong place")
        return result

    def _product(self) -> tuple[Fraction, Dimension]:
        scale, dimension = self._power()
        while self.tokens and self.tokens[0] != ")":
            sign = -1 if self.tokens[0] == "/" else 1
            if self.tokens[0] in "*·/":
                self.tokens.pop(0)
            factor, more = self._power()
            scale *= factor**sign
            dimension = _times(dimension, more, sign)
        return scale, dimension

    def _power(self) -> tuple[Fraction, Dimension]:
        token = self.tokens.pop(0) if self.tokens else ""
        if token == "(":
            scale, dimension = self._product()
            if not self.tokens or self.tokens.pop(0) != ")":
                raise ValueError("a parenthesis is not closed")
        elif token == "Nm" and self.tokens[:1] == ["3"]:
            self.tokens.pop(0)
            scale, dimension = _named("Nm3")
        else:
            scale, dimension = _named(token)
        exponent = self._exponent()
        return scale**exponent, _times((), dimension, exponent)

    def _exponent(self) -> int:
        if not self.tokens:
            return 1
        if self.tokens[0] in ("²", "³"):
            return "²³".index(self.tokens.pop(0)) + 2
        marked = self.tokens[0] in ("**", "^")
        if marked:
            self.tokens.pop(0)
        if self.tokens and re.fullmatch("[+-]?[0-9]", self.tokens[0]):
            return int(self.tokens.pop(0))
        if marked:
            raise ValueError("a power has no whole exponent")
        return 1


def _named(name: str) -> tuple[Fraction, Dimension]:
    """Scale and dimension of one name without exponent."""
    if name in _OURS:
        return _OURS[name]
    if not re.fullmatch("[A-Za-zµμ_]+", name):
        raise KeyError(f"'{name}' is unknown" if name else "something is missing")
    return _asked(name)


@lru_cache(maxsize=256)
def _asked(name: str) -> tuple[Fraction, Dimension]:
    import pint  # noqa: PLC0415 - 0.5 s that most commands do without

    try:
        parsed = _registry().parse_units(name)
        base = _registry().Quantity(Fraction(1), parsed).to_base_units()
    except (pint.PintError, AttributeError, TypeError, ValueError):
        raise KeyError(f"'{name}' is unknown") from None
    if name != "delta_degC" and not _registry()._is_multiplicative(name):
        raise KeyError("as a temperature it is not known here", " Allowed: degC or K.")
    powers = sorted((str(key), int(power)) for key, power in base.dimensionality.items())
    return Fraction(base.magnitude), tuple(powers)


@lru_cache(maxsize=1)
def _registry() -> Any:
    import pint  # noqa: PLC0415

    return pint.UnitRegistry(non_int_type=Fraction)


def _times(left: Dimension, right: Dimension, power: int) -> Dimension:
    total = dict(left)
    for key, exponent in right:
        total[key] = total.get(key, 0) + power * exponent
    return tuple(sorted((key, exponent) for key, exponent in total.items() if exponent))


def _inside(like: str) -> Fraction:
    """Scale of the unit used inside for `like`: 1, but for the sums of a year (kg/y, s/y)."""
    return unit(SI_UNITS[like]).scale if like in SI_UNITS else Fraction(1)


def _no_amount(text: str, like: str, what: str) -> DesignError:
    example = "a number" if like == "-" else f"a number, a space and a unit of that kind, such as '1 {like}'"
    return DesignError(f"{what}: got '{_shortened(text)}', which is no amount of '{like}'. Write {example}.")


def _finite(number: str | Fraction, text: str, what: str) -> float:
    try:
        value = float(number)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise DesignError(f"{what}: got '{_shortened(text)}', which is no finite number. Write one such as 0.25.")
    return value


def _shortened(text: str) -> str:
    clean = "".join(c if c.isprintable() else "?" for c in text)
    return clean if len(clean) <= LONGEST else clean[: LONGEST - 3] + "..."
