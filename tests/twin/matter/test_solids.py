"""Solubility of the product: the curve for compiled code against the measured table."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.matter.cantera_door import DATA
from twin.matter.solids import lioh_saturation

LIOH = 0.023947
"""Molar mass [kg/mol]."""


def table() -> list[tuple[float, float]]:
    """Temperature [degC] and solubility [mol/kg water] as measured."""
    lines = (DATA / "solubility_LiOH.csv").read_text().splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return [(float(row["T_C"]), float(row["mol_per_kg"])) for row in rows]


@pytest.mark.parametrize(("celsius", "molality"), table())
def test_the_curve_passes_the_points_of_the_table(celsius, molality):
    lye = molality * LIOH
    assert lioh_saturation(temperature=celsius + 273.15) == pytest.approx(lye / (1.0 + lye), rel=0.0045)


@given(celsius=st.floats(10.0, 95.0))
def test_warm_lye_holds_more(celsius):
    assert lioh_saturation(temperature=celsius + 278.15) > lioh_saturation(temperature=celsius + 273.15)
