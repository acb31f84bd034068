"""Own speciation: against Cantera's solver, in its balances, and in what a chemist knows of the limits."""

import math
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.twin.matter import vcs
from twin.matter import pitzer
from twin.matter.chlorine import ln_chlorine_hydrolysis, ln_hypochlorous_dissociation
from twin.matter.electrostatic_mixing import canteras_mixing
from twin.matter.pitzer_tables import (
    CARBONATE,
    CHLORIDE,
    HYDROXIDE,
    ION_NAMES,
    LITHIUM,
    MAGNESIUM,
    PROTON,
    SODIUM,
    pitzer_tables,
)
from twin.matter.speciation import CHLORINE, HYPOCHLORITE, HYPOCHLOROUS, PH, RESULTS, speciate, totals

TABLES = pitzer_tables()
MIXTURES = {
    "bicarbonate in brine": (298.15, {"Li+": 1.0, "Cl-": 0.9, "HCO3-": 0.1}),
    "half-stripped carbonic acid": (298.15, {"Li+": 1.5, "Cl-": 1.4, "HCO3-": 0.05, "SO4-2": 0.025, "CO2": 0.02}),
    "carbonate in strong brine": (298.15, {"Li+": 5.01, "Cl-": 4.96, "OH-": 0.03, "CO3-2": 0.01}),
    "carbonic acid in strong brine": (333.15, {"Li+": 5.0, "Cl-": 4.95, "HCO3-": 0.05, "CO2": 0.02}),
    "limed brine": (333.15, {"Li+": 3.0, "Na+": 0.3, "Cl-": 3.27, "OH-": 0.05, "Mg+2": 0.01}),
    "acid brine with sulphate": (333.15, {"Li+": 3.0, "H+": 0.2, "Cl-": 3.0, "HSO4-": 0.2}),
    "cell feed": (358.15, {"Li+": 5.0, "H+": 0.2, "Cl-": 5.2}),
    "soda": (298.15, {"Na+": 1.0, "HCO3-": 0.96, "CO3-2": 0.02}),
    "hard brine, base": (333.15, {"Li+": 3.0, "Ca+2": 0.01, "Mg+2": 0.005, "Cl-": 3.0, "OH-": 0.028, "CO3-2": 1e-3}),
    "bicarbonate, cold": (278.15, {"Na+": 1.0, "HCO3-": 1.0}),
}
amounts = st.floats(1e-6, 0.2)


CHLORINE_WATERS = {
    "chlorine water": {"Cl2": 0.05},
    "anolyte, pH 1": {"Li+": 5.0, "H+": 0.1, "Cl-": 5.1, "Cl2": 0.01},
    "anolyte, pH 2": {"Li+": 4.0, "H+": 0.01, "Cl-": 4.01, "Cl2": 0.01},
    "anolyte, pH 3": {"Li+": 4.0, "H+": 0.001, "Cl-": 4.001, "Cl2": 0.005},
    "dilute, pH 3": {"Li+": 0.1, "H+": 0.001, "Cl-": 0.101, "Cl2": 0.005},
    "neutral": {"Li+": 4.0, "Cl-": 3.995, "HOCl": 0.01, "ClO-": 0.005},
    "overshot with lye": {"Li+": 4.05, "Cl-": 4.0, "OH-": 0.03, "ClO-": 0.02},
    "spent scrubber": {"Na+": 1.6, "Cl-": 1.0, "OH-": 0.1, "ClO-": 0.5},
    "strong bleach": {"Na+": 4.1, "Cl-": 2.0, "OH-": 0.1, "ClO-": 2.0},
}
"""Active chlorine from acid to lye [mol/kg]: 85 degC for all of them, though only the anolyte is so hot."""
ACTIVE = {"Cl2": CHLORINE, "HOCl": HYPOCHLOROUS, "ClO-": HYPOCHLORITE}
HYDROXIDE_OF = {"Cl2": 0.0, "HOCl": 1.0, "ClO-": 2.0}
"""Net hydroxide that a mole of each holds; the chloride that it lacks is one less for both that are not Cl2."""


def found_in(temperature, ions, chlorine=0.0):
    found = np.zeros(RESULTS)
    speciate(TABLES, temperature, totals(ions), chlorine, found)
    return found


def with_chlorine(temperature, mixed):
    """Our solve of a mixture that may hold Cl2, HOCl and ClO-."""
    held = totals({name: amount for name, amount in mixed.items() if name not in ACTIVE})
    for name in ACTIVE:
        held[HYDROXIDE] += HYDROXIDE_OF[name] * mixed.get(name, 0.0)
        held[CHLORIDE] -= mixed.get(name, 0.0) if HYDROXIDE_OF[name] else 0.0
    found = np.zeros(RESULTS)
    speciate(TABLES, temperature, held, sum(mixed.get(name, 0.0) for name in ACTIVE), found)
    return found


@pytest.mark.parametrize("mixture", MIXTURES)
def test_every_species_is_within_1_percent_of_canteras_solver(monkeypatch, mixture):
    """At one and the same mixing by charge: Cantera's solver knows only its own, of 25 degC."""
    monkeypatch.setattr(pitzer, "uneven_mixing", lambda strength, debye: canteras_mixing(strength))
    temperature, ions = MIXTURES[mixture]
    found, expected = found_in(temperature, ions), vcs.equilibrium(temperature=temperature, ions=ions)
    for k, name in enumerate(ION_NAMES):
        if found[k] > 1e-10:
            assert found[k] == pytest.approx(expected[name], rel=0.01), name


@pytest.mark.parametrize("celsius", [25.0, 85.0])
@pytest.mark.parametrize("mixture", CHLORINE_WATERS)
def test_chlorine_is_within_1_percent_of_canteras_solver(mixture, celsius):
    """Down to the last H+ in bleach and the last ClO- in acid: the same constants, another solver."""
    mixed = CHLORINE_WATERS[mixture]
    found = with_chlorine(celsius + 273.15, mixed)
    expected = vcs.equilibrium(temperature=celsius + 273.15, ions=mixed)
    for name, place in (ACTIVE | {"H+": PROTON, "OH-": HYDROXIDE, "Cl-": CHLORIDE}).items():
        assert found[place] == pytest.approx(expected[name], rel=0.01), name


def drawn(draw):
    """A brine at random: strong acid with chlorine, half-stripped carbonic acid with HOCl, bleach, or limed brine."""
    some = {"Na+": draw.uniform(0.0, 0.5), "Li+": draw.uniform(0.05, 8.0)}
    rare = {"Mg+2": (-5.0, -2.3), "Ca+2": (-5.0, -2.3), "SO4-2": (-3.0, -1.0)}
    kind = draw.choice([
        {"H+": (-3.0, -0.5), "Cl2": (-4.0, -1.7)}, {"HCO3-": (-3.0, -1.3), "CO2": (-4.0, -1.7), "HOCl": (-4.0, -2.0)},
        {"OH-": (-3.0, 0.0), "ClO-": (-4.0, 0.2)}, {"OH-": (-3.0, -1.0), "CO3-2": (-4.0, -2.0)},
    ])  # fmt: skip
    some |= {name: 10.0 ** draw.uniform(*span) for name, span in rare.items() if draw.random() < 0.5}
    some |= {name: 10.0 ** draw.uniform(*span) for name, span in kind.items()}
    charge = {
        "Mg+2": 2,
        "Ca+2": 2,
        "SO4-2": -2,
        "CO3-2": -2,
        "OH-": -1,
        "HCO3-": -1,
        "ClO-": -1,
        "CO2": 0,
        "Cl2": 0,
        "HOCl": 0,
    }
    left = sum(charge.get(name, 1) * amount for name, amount in some.items())
    some["Li+"] += max(0.01 - left, 0.0)
    return some | {"Cl-": max(left, 0.01)}


@pytest.mark.parametrize("seed", range(24))
def test_brines_at_random_are_within_1_percent_of_canteras_solver(monkeypatch, seed):
    monkeypatch.setattr(pitzer, "uneven_mixing", lambda strength, debye: canteras_mixing(strength))
    draw = Random(seed)
    mixed, temperature = drawn(draw), draw.choice([278.15, 298.15, 333.15, 358.15])
    found, expected = with_chlorine(temperature, mixed), vcs.equilibrium(temperature=temperature, ions=mixed)
    places = {name: k for k, name in enumerate(ION_NAMES)} | (ACTIVE if ACTIVE.keys() & mixed.keys() else {})
    for name, place in places.items():
        if found[place] > 1e-10:
            assert found[place] == pytest.approx(expected[name], rel=0.01), (name, mixed)


@pytest.mark.parametrize("celsius", [25.0, 85.0])
def test_canteras_chlorine_is_at_the_published_constants(celsius):
    """The other side was given them as potentials; here they are read back from its activities."""
    phase = vcs.brine_with_chlorine(celsius + 273.15)
    vcs.equilibrium(temperature=celsius + 273.15, ions=CHLORINE_WATERS["neutral"])
    active = dict(zip(phase.species_names, phase.activities, strict=True))
    first = active["HOCl"] * active["H+"] * active["Cl-"] / (active["Cl2"] * active["H2O"])
    second = active["ClO-"] * active["H+"] / active["HOCl"]
    assert math.log(first) == pytest.approx(ln_chlorine_hydrolysis(temperature=celsius + 273.15), abs=1e-3)
    assert math.log(second) == pytest.approx(ln_hypochlorous_dissociation(temperature=celsius + 273.15), abs=1e-3)


@settings(deadline=None, max_examples=60)
@given(
    temperature=st.floats(278.15, 373.15), licl=st.floats(0.01, 12.0), acid=st.floats(-0.3, 0.3), carbonate=amounts,
    sulphate=amounts, magnesium=amounts, chlorine=amounts,
)  # fmt: skip
def test_charge_and_components_are_kept(temperature, licl, acid, carbonate, sulphate, magnesium, chlorine):
    held = np.zeros(len(ION_NAMES))
    held[LITHIUM], held[CARBONATE], held[MAGNESIUM] = licl + 2.0 * carbonate, carbonate, magnesium
    held[SODIUM], held[ION_NAMES.index("SO4-2")] = 2.0 * sulphate, sulphate
    held[HYDROXIDE], held[CHLORIDE] = -acid, licl + 2.0 * magnesium + acid
    if held[CHLORIDE] < 0.0:
        return
    found = np.zeros(RESULTS)
    speciate(TABLES, temperature, held, chlorine, found)
    signs = dict.fromkeys(range(8), 1.0) | dict.fromkeys(range(8, 14), -1.0)
    sizes = (1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 1, 2, 1)
    charge = sum(signs[k] * sizes[k] * found[k] for k in range(14)) - found[HYPOCHLORITE]
    assert charge == pytest.approx(0.0, abs=1e-7)
    assert found[CHLORINE] + found[HYPOCHLOROUS] + found[HYPOCHLORITE] == pytest.approx(chlorine)
    carbon = sum(found[ION_NAMES.index(name)] for name in ("CO3-2", "HCO3-", "CO2"))
    assert carbon == pytest.approx(carbonate)
    assert (found >= 0.0)[:PH].all()


@given(temperature=st.floats(278.15, 373.15), licl=st.floats(0.01, 12.0), acid=st.floats(1e-5, 0.5))
def test_more_acid_never_raises_the_ph(temperature, licl, acid):
    ions = {"Li+": licl + 0.01, "Cl-": licl, "HCO3-": 0.01, "H+": acid}
    more = ions | {"H+": 1.1 * acid, "Cl-": licl}
    assert found_in(temperature, more)[PH] < found_in(temperature, ions)[PH]


def test_pure_water_is_neutral_and_milk_of_lime_is_not():
    assert found_in(298.15, {"Li+": 1e-9, "Cl-": 1e-9})[PH] == pytest.approx(7.0, abs=0.01)
    assert found_in(298.15, {"Li+": 0.01, "OH-": 0.01})[PH] == pytest.approx(11.96, abs=0.05)


def test_bicarbonate_lies_between_the_two_constants_of_carbonic_acid():
    """pH of NaHCO3 is half the sum of both pK; dilute, 25 degC: 8.3."""
    assert found_in(298.15, {"Na+": 0.01, "HCO3-": 0.01})[PH] == pytest.approx(8.27, abs=0.1)


def test_chlorine_is_molecular_in_acid_and_hypochlorite_in_base():
    """The depleted anolyte is made acid before it is stripped; over lye nothing can be stripped at all."""
    acid = found_in(358.15, {"Li+": 4.0, "Cl-": 4.05, "H+": 0.05}, chlorine=0.01)
    base = found_in(358.15, {"Li+": 4.05, "Cl-": 4.0, "OH-": 0.05}, chlorine=0.01)
    assert acid[CHLORINE] > 0.97 * 0.01
    assert base[HYPOCHLORITE] > 0.99 * 0.01
    assert base[PROTON] < 1e-9


def test_the_end_point_of_dissolving_is_a_step_of_ph():
    """Li2CO3 in HCl under 1 bar CO2: with the last per cent of acid the pH falls by 3 or more."""
    dissolved = 0.005
    before, after = (
        found_in(333.15, {"Li+": 4.0, "Cl-": 4.0 * share, "HCO3-": max(4.0 * (1.0 - share), 0.0), "CO2": dissolved,
                          "H+": max(4.0 * (share - 1.0), 0.0)})[PH]
        for share in (0.99, 1.005)
    )  # fmt: skip
    assert before - after > 3.0
    assert math.isfinite(before)
