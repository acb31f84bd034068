"""Quantities: hand-made conversions, offset units, and text of any kind."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.errors import DesignError
from twin.parameter import SI_UNITS
from twin.units import from_si, to_si, unit

BY_HAND = [
    ("85 degC", "degC", 358.15),
    ("358.15 K", "degC", 358.15),
    ("20 mbar g", "kPa", 103_325.0),
    ("330 mbar a", "mbar a", 33_000.0),
    ("103 kPa", "kPa", 103_000.0),
    ("0.6 bar", "bar", 60_000.0),
    ("3.73 kA/m**2", "kA/m2", 3730.0),
    ("0.5 kA/m2/min", "kA/m2/min", 500.0 / 60.0),
    ("0.185 V m2/kA", "V m2/kA", 1.85e-4),
    ("-0.026 V/(mol/kg)", "V/(mol/kg)", -0.026),
    ("7.667 L/kAh", "L/kAh", 7.667e-3 / 3.6e6),
    ("2.106 mol/kAh", "mol/kAh", 2.106 / 3.6e6),
    ("4.861 kg/kAh", "kg/kAh", 4.861 / 3.6e6),
    ("0.0105 kmol/m3/bar", "kmol/m3/bar", 1.05e-4),
    ("0.0017 mol2/L2", "mol2/L2", 1700.0),
    ("3 g/L", "g/L", 3.0),
    ("9.5 mg/L", "mg/L", 0.0095),
    ("75 mg/kg", "mg/kg", 7.5e-5),
    ("38 kWh/t", "kWh/t", 136_800.0),
    ("2320 kJ/kg", "kJ/kg", 2.32e6),
    ("10000 t/y", "t/y", 1e7),
    ("8000 h/y", "h/y", 2.88e7),
    ("0.05 1/y", "1/y", 0.05 / 31_557_600.0),
    ("1 Nm3/h", "Nm3/h", 44.615033 / 3600.0),
    ("25 wt%", "wt%", 0.25),
    ("90 %", "-", 0.9),
    ("50 um", "um", 5e-5),
    ("22 MJ/K", "MJ/K", 2.2e7),
]


@pytest.mark.parametrize(("text", "like", "si"), BY_HAND)
def test_a_quantity_becomes_the_si_value_worked_out_by_hand(text: str, like: str, si: float) -> None:
    assert to_si(text, like, what="x") == pytest.approx(si, rel=1e-7 if "Nm3" in like else 1e-14)


@pytest.mark.parametrize(("text", "like", "si"), BY_HAND)
def test_a_value_shown_in_its_unit_reads_back_as_itself(text: str, like: str, si: float) -> None:
    assert to_si(f"{from_si(si, like)!r} {like}", like, what="x") == pytest.approx(si, rel=1e-13)


def test_a_temperature_is_not_a_temperature_difference() -> None:
    assert to_si("85 degC", "degC", what="T") == 358.15
    assert to_si("1500 K", "K", what="B") == 1500.0
    assert to_si("1500 delta_degC", "K", what="B") == 1500.0
    with pytest.raises(DesignError, match="difference is asked"):
        to_si("1500 degC", "K", what="B")
    with pytest.raises(DesignError, match="temperature is asked"):
        to_si("85 delta_degC", "degC", what="T")


@pytest.mark.parametrize(
    ("text", "like", "told"),
    [
        ("85", "degC", "without a unit"),
        ("57", "%", "without a unit"),
        ("16 bar", "A", "no amount of 'A'"),
        ("85 degc", "degC", "Did you mean 'degC'"),
        ("3 kA/m2)", "kA/m2", "no unit"),
        ("nan", "-", "no finite number"),
        (".inf m", "m3", "no finite number"),
        ("1e400 m3", "m3", "no finite number"),
        ("1e308 km", "m2", "no amount"),
        ("1,5 h", "h", "no amount"),
        ("yes", "-", "no amount"),
        ("9**9**9 m", "m3", "no unit"),
        ("1 m**9**9", "m3", "no unit"),
        ("", "-", "no amount"),
        ("9" * 5000, "-", "no amount"),
    ],
)
def test_a_wrong_quantity_is_told_with_what_was_given_and_the_mend(text: str, like: str, told: str) -> None:
    with pytest.raises(DesignError, match=r"x: ") as fault:
        to_si(text, like, what="x")
    assert told in str(fault.value)
    assert len(str(fault.value)) < 400


def test_every_unit_of_a_nameplate_has_the_dimension_of_its_si_unit() -> None:
    for written, inside in SI_UNITS.items():
        assert unit(written).dimension == unit(inside).dimension, written


words = st.one_of(st.text(max_size=90), st.from_regex(r"[-+]?[0-9.]{0,9}(e[0-9]{1,5})? ?[a-zA-Z0-9*/^()% ]{0,20}"))


@given(text=words, like=st.sampled_from([*SI_UNITS, "mbar g", "wt%", "Nm3/h"]))
def test_any_text_is_a_finite_number_or_one_clear_error(text: str, like: str) -> None:
    try:
        assert math.isfinite(to_si(text, like, what="x"))
    except DesignError as fault:
        assert "\n" not in str(fault)


@given(value=st.floats(-1e12, 1e12), like=st.sampled_from(sorted(SI_UNITS)))
def test_showing_and_reading_a_value_changes_nothing(value: float, like: str) -> None:
    if from_si(value, like) == 0 or abs(value) < 1e-200:
        return
    shown = from_si(value, like)
    assert to_si(f"{shown!r} {like}", like, what="x") == pytest.approx(value, rel=1e-9, abs=1e-9)
