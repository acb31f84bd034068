"""Limits that a plant exceeds: each sentence names the place, the figure, what is allowed, and what to change."""

from __future__ import annotations

import pytest

from flowsheets.loader import read_design
from tests.twin.balance import at_rest
from twin.errors import StuckError
from twin.limits import exceeded
from twin.steady import find_steady

WORN = {
    "limits.i_max=3 kA/m2": ("kA/m2 is above its limit of 3.00 kA/m2", "electrolysis.electrolysers"),
    "electrolysis.T=92 degC": ("E-301A: 92 degC is outside 60-90 degC",),
    "electrolysis.catholyte=0.107": ("catholyte of 10.7 wt% LiOH is above the limit of 10.5 wt%",),
    "electrolysis.anolyte_out=0.165": ("anolyte of 16.5 wt% LiCl is below 17 wt%",),
    "electrolysis.recirculation=1": ("mol/L free acid at the cell inlets is above 0.10 mol/L", ".recirculation"),
    "chlorate.side_stream=0.2": ("g/L chlorate in the depleted anolyte is above 15 g/L", "chlorate.side_stream"),
    "purification.SO4_target=9 g/L": ("g/L sulphate in polished brine is outside 2-8 g/L",),
    "electrolysis.water_drag=4": ("brine loop water surplus", "no evaporator"),
    "electrolysis.water_drag=6.5": ("as 25.6 wt% LiCl, hardly stronger than its feed of 25.0 wt%", "anolyte_in"),
    "feed.F=500 mg/kg": ("mg/L F in polished brine is above 1 mg/L",),
    "ion_exchange.resin_volume=0.1 m3": (
        "67 bed volumes of brine an hour are above 30",
        "a column serves 7.0 h, less than the 7.5 h",
        "ion_exchange.resin_volume",
    ),
    "purification.Ca_to_IX=500 mg/L": ("mg/L hardness to the columns is above 16 mg/L", "purification.Ca_to_IX"),
    "electrolysis.current=2 kA": ("load 20 % is below the burner's turndown of 35 %; 100 % are 10.0",),
}
"""Changes of the reference, and what must be said of them."""


def test_the_reference_plant_exceeds_nothing():
    assert exceeded(at_rest().plant) == []


@pytest.mark.parametrize("change", WORN)
def test_a_plant_beyond_a_limit_says_which_and_by_how_much(change):
    said = " ".join(exceeded(at_rest(change).plant))
    for words in WORN[change]:
        assert words in said, said


def test_a_bed_that_serves_as_long_as_its_regeneration_may_take_is_enough():
    said = exceeded(at_rest("ion_exchange.resin_volume=0.25 m3").plant)  # 27 bed volumes an hour, 17 h
    assert said == []


def test_a_low_load_is_below_what_cells_and_burner_bear():
    said = " ".join(exceeded(at_rest("electrolysis.current=3 kA").plant))
    assert "is below 1.2 kA/m2" in said
    plant = at_rest().plant
    plant.line.seen[0].charge *= 0.3
    try:
        assert "load 30 % is below the burner's turndown of 35 %" in " ".join(exceeded(plant))
    finally:
        plant.refresh()


def test_a_capacity_that_the_plant_cannot_make_says_which_units_are_too_small_and_what_to_change():
    with pytest.raises(StuckError) as told:
        find_steady(read_design("reference", ("plant.capacity=30000 t/y",)))
    said = str(told.value)
    assert "E-301A" in said
    assert "limits.i_max" in said
    assert "times the membrane is needed" in said
    assert "LIC-653: stands at its upper limit of 9000 kg/h and asks for" in said
    assert "crystallisation.evaporation_max" in said
