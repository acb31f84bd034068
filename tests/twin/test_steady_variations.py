"""Plants that could be built, drawn at random around the reference: each comes to rest."""

import random

import pytest

from flowsheets.loader import read_design
from twin.engine.rest import Rest
from twin.errors import StuckError
from twin.plant import Plant
from twin.steady import bring_to_rest, find_steady

RANGES = {
    "hcl.H2_excess": (0.01, 0.10, ""), "hcl.H2_import": (0.0, 0.9, " kmol/h"), "hcl.acid_strength": (0.31, 0.36, ""),
    "hcl.absorption": (0.995, 0.9999, ""), "hcl.H2_vent": (0.0, 0.005, ""), "loop.purge": (10.0, 80.0, " kg/h"),
    "electrolysis.current_efficiency": (0.82, 0.95, ""), "electrolysis.water_drag": (4.5, 6.0, ""),
    "electrolysis.T": (80.0, 88.0, " degC"), "electrolysis.anolyte_out": (0.18, 0.21, ""),
    "electrolysis.anolyte_in": (0.24, 0.27, ""), "electrolysis.catholyte": (0.085, 0.105, ""),
    "loop.parasitic_water": (20.0, 200.0, " kg/h"), "purification.Ca_to_IX": (3.0, 14.0, " mg/L"),
    "dechlorination.air_inleak": (0.0, 4.0, " kg/h"), "feed.Na2CO3": (0.0005, 0.008, ""),
    "ion_exchange.resin_volume": (0.6, 1.4, " m3"), "chlorate.conversion": (0.6, 0.9, ""),
    "crystallisation.wash": (0.1, 0.2, ""), "plant.capacity": (6000.0, 12000.0, " t/y"),
}  # fmt: skip
"""What may vary, each alone and with five others: within the data book's own ranges."""
PLANTS, CHANGES, SEED = 24, 6, 7


def variations() -> list[tuple[str, ...]]:
    """The plants, as changes to the reference flowsheet; the same at every run."""
    draw, found = random.Random(SEED), []
    for _ in range(PLANTS):
        names = draw.sample(sorted(RANGES), CHANGES)
        found.append(tuple(f"{n}={draw.uniform(*RANGES[n][:2]):.5g}{RANGES[n][2]}" for n in names))
    return found


def test_a_plant_that_could_be_built_comes_to_rest():
    stuck = []
    for sets in variations():
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
