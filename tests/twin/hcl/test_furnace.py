"""The flame and the steam of its heat: against Cantera and the data book."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.hcl.furnace import jacket_share, jacket_units
from twin.matter import cantera_door
from twin.matter.flame_table import FREE_CHLORINE, INLET, TEMPERATURE, flame_entry, flame_table

WALL = 443.15
"""Of a jacket that raises steam of 7 bar a [K]."""


def flame(**at):
    """Flame temperature from the table [K]."""
    where = {"excess": 0.04, "water": 0.155, "oxygen": 0.0127, "inert": 0.002} | at
    return flame_entry(flame_table(), **where, entry=TEMPERATURE)


def test_the_table_is_cantera_s_flame_to_ten_kelvin():
    draw = np.random.default_rng(5)
    for _ in range(12):
        excess, water, oxygen, inert = draw.uniform([0.0, 0.0, 0.0, 0.0], [0.3, 0.9, 0.2, 1.0])
        chlorine = 1.0 - oxygen
        feed = {"H2": (1.0 + excess) * (chlorine + 2.0 * oxygen), "CL2": chlorine, "O2": oxygen,
                "H2O": water * chlorine, "N2": inert * chlorine}  # fmt: skip
        exact, _ = cantera_door.flame(temperature=INLET, feed=feed)
        assert flame(excess=excess, water=water, oxygen=oxygen, inert=inert) == pytest.approx(exact, abs=10.0)


def test_water_and_nitrogen_cool_the_flame():
    assert flame() > 2273.0  # data book section 3: above 2000 degC
    assert flame(water=0.6) < flame(water=0.155) < flame(water=0.0)
    assert flame(inert=1.0) < flame(inert=0.5) < flame(inert=0.0)


def test_no_chlorine_is_left_at_equilibrium_with_hydrogen_over_and_all_that_is_short_without():
    table = flame_table()
    over = flame_entry(table, excess=0.05, water=0.15, oxygen=0.0, inert=0.0, entry=FREE_CHLORINE)
    short = flame_entry(table, excess=-0.1, water=0.15, oxygen=0.0, inert=0.0, entry=FREE_CHLORINE)
    assert over < np.log(1e-8)
    assert np.exp(short) > 0.02


@given(share=st.floats(0.1, 0.75), flame_temperature=st.floats(1500.0, 2600.0))
def test_a_jacket_is_sized_for_its_share(share, flame_temperature):
    units = jacket_units(flame=flame_temperature, wall=WALL, share=share)
    assert jacket_share(flame=flame_temperature, wall=WALL, transfer=units, load=1.0, growth=0.7) == pytest.approx(
        share, abs=1e-9
    )


def test_less_load_gives_a_larger_share_of_less_heat():
    units = jacket_units(flame=2437.0, wall=WALL, share=0.65)
    shares = [jacket_share(flame=2437.0, wall=WALL, transfer=units, load=load, growth=0.7) for load in (0.35, 0.7, 1.0)]
    assert shares == sorted(shares, reverse=True)
    assert 0.35 * shares[0] < 0.65
    assert jacket_share(flame=400.0, wall=WALL, transfer=units, load=1.0, growth=0.7) == 0.0
