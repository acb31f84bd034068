"""Plants that could be built, drawn at random around the reference: each comes to rest."""

import pytest

from flowsheets.loader import read_design
from tests.twin.variations import variations
from twin.engine.rest import Rest
from twin.errors import StuckError
from twin.plant import Plant
from twin.steady import bring_to_rest, find_steady

PLANTS = 40
"""Of the 500 that `make bench` brings to rest."""


def test_a_plant_that_could_be_built_comes_to_rest():
    stuck = []
    for sets in variations(PLANTS):
        try:
            steady = find_steady(read_design("reference", sets))
        except StuckError as error:
            stuck.append((sets, str(error)))
            continue
        assert max(steady.closure().values()) <= 1e-9, sets
        design = steady.plant.design
        product = 24.0 * design.plant.capacity / design.plant.hours * 3600.0 / 1000.0
        assert steady.kpis()["throughput_t_per_d"].value == pytest.approx(product, rel=1e-7), sets
    assert stuck == []


def test_a_plant_that_cannot_be_built_says_which_balance_does_not_close():
    with pytest.raises(StuckError, match=r"reference: no steady state.*(vessels|loops)\[[\w-]+\]\.\w+ still changes"):
        find_steady(read_design("reference", ("crystallisation.evaporation_max=3000 kg/h",)))


def test_rest_found_again_is_where_it_was():
    plant = Plant(read_design("reference"))
    bring_to_rest(plant)
    state = plant.memory.used("state").copy()
    again = bring_to_rest(plant)
    assert isinstance(again, Rest)
    assert plant.memory.used("state") == pytest.approx(state, rel=1e-6, abs=1e-6)
