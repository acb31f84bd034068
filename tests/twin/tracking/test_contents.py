"""What an analysis does to vessels: positive, neutral, as warm as before."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowsheets.loader import read_design
from twin.matter.components import CHARGE, H2O, LIQUID, OH
from twin.matter.enthalpy import formation_part, heat_capacity, temperature_of
from twin.matter.vessels import ENTHALPY
from twin.tracking.contents import changed, formation, heat_capacities, masses, strengths, temperatures
from twin.vessel_rows import vessel_rows

ROWS = vessel_rows(read_design("reference"))
HELD = np.array([[row.filling for row in ROWS if row.filling[H2O] > 0.0]])
ALONE = np.arange(HELD.shape[1])
CHARGES = np.array(CHARGE[:LIQUID], float)
SMALL = st.floats(-1.0, 1.0)


@given(more=SMALL, stronger=st.floats(-0.5, 0.5), warmer=st.floats(-20.0, 20.0))
def test_an_analysis_keeps_contents_positive_and_neutral(more: float, stronger: float, warmer: float) -> None:
    shape = HELD.shape[:2]
    moves = {"more": np.full(shape, more), "stronger": np.full(shape, stronger), "warmer": np.full(shape, warmer)}
    after = changed(HELD, ALONE, **moves)
    positive = np.delete(after[0, :, :LIQUID], OH, axis=1)
    assert (positive[np.delete(HELD[0, :, :LIQUID], OH, axis=1) >= 0.0] >= 0.0).all()
    scale = np.abs(after[0, :, :LIQUID]) @ np.abs(CHARGES)
    assert np.allclose(after[0, :, :LIQUID] @ CHARGES, HELD[0, :, :LIQUID] @ CHARGES, atol=1e-12 * scale.max() + 1e-9)
    assert np.allclose(masses(after) / masses(HELD), np.exp(more))
    salty = strengths(HELD) > -10.0
    assert np.allclose((strengths(after) - strengths(HELD))[salty], stronger, atol=1e-9)
    assert np.allclose(temperatures(after, ALONE), temperatures(HELD, ALONE) + warmer)


def test_enthalpy_of_many_vessels_is_that_of_machine_code() -> None:
    table = HELD[0]
    for row in range(len(table)):
        assert formation(HELD)[0, row] == pytest.approx(formation_part(table, row), rel=1e-12)
        assert heat_capacities(HELD)[0, row] == pytest.approx(heat_capacity(table, row), rel=1e-12)
        assert temperatures(HELD, ALONE)[0, row] == pytest.approx(temperature_of(table, row, table[row, ENTHALPY]))


def test_a_vessel_that_nothing_moves_stays_bit_for_bit() -> None:
    nothing = np.zeros(HELD.shape[:2])
    one = nothing.copy()
    one[0, 2] = 0.01
    after = changed(HELD, ALONE, more=one, stronger=nothing, warmer=nothing)
    untouched = np.arange(HELD.shape[1]) != 2
    assert np.array_equal(after[:, untouched], HELD[:, untouched])
    assert not np.array_equal(after[:, 2], HELD[:, 2])
