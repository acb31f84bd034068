"""Streams as people read them: substances sum to the stream, whatever it holds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.twin.balance import at_rest, book_streams, disturbances, disturbed, streams_at_rest
from twin.matter.components import COUNT, MOLAR_MASS, SUBSTANCES, substance
from twin.stream_table import GASES, TITLES, hypochlorous_acid, stream_table, substances

GAS = ("HCl", "CO2", "Cl2", "H2", "O2", "N2", "H2O")
LIQUIDS = {
    "raw brine": ("H2O", "LiCl", "NaCl", "Li2SO4", "LiClO3", "CaCl2", "MgCl2", "CO2", "INS"),
    "polished brine": ("H2O", "LiCl", "NaCl", "Li2SO4", "LiClO3", "LiOH", "Li2CO3"),
    "acid brine": ("H2O", "LiCl", "NaCl", "Li2SO4", "LiClO3", "HCl", "Cl2"),
    "lye": ("H2O", "LiOH", "NaOH"), "cake": ("H2O", "CaCO3", "Mg(OH)2", "BaSO4", "INS"),
    "feed": ("Li2CO3", "H2O", "Na2CO3", "CaCO3", "MgCO3", "Li2SO4", "INS"),
    "hypochlorite": ("H2O", "NaClO", "NaCl", "NaOH"), "acid": ("H2O", "HCl"),
}  # fmt: skip
amounts = st.floats(0.01, 10.0)


def mixed(parts: dict[str, float]) -> np.ndarray:
    """Components of a mixture of substances [mol]."""
    return sum((amount * substance(name) for name, amount in parts.items()), np.zeros(COUNT))


def recognised(parts: dict[str, float], *, gas: bool) -> None:
    """Substances found weigh what was put in, and hold its components."""
    flow = mixed(parts)
    found = substances(flow, gas=gas)
    assert sum(found.values()) == pytest.approx(float(flow @ MOLAR_MASS) * 3600.0, rel=1e-6)
    moles = {name: kg / 3600.0 / float(substance(name) @ MOLAR_MASS) for name, kg in found.items()}
    assert mixed(moles) == pytest.approx(flow, rel=1e-6, abs=1e-6)


@given(amounts=st.lists(amounts, min_size=len(GAS), max_size=len(GAS)))
def test_a_gas_is_the_substances_that_it_was_mixed_from(amounts):
    parts = dict(zip(GAS, amounts, strict=True))
    recognised(parts, gas=True)
    found = substances(mixed(parts), gas=True)
    for name, amount in parts.items():
        assert found[name] == pytest.approx(amount * float(substance(name) @ MOLAR_MASS) * 3600.0)


@pytest.mark.parametrize("kind", LIQUIDS)
def test_a_liquid_or_solid_weighs_what_it_was_mixed_from(kind):
    names = LIQUIDS[kind]

    @given(amounts=st.lists(amounts, min_size=len(names), max_size=len(names)))
    def weighs(amounts):
        parts = dict(zip(names, amounts, strict=True)) | {"H2O": 100.0}
        if kind == "hypochlorite":
            parts["NaCl"] = parts["NaClO"]
        recognised(parts, gas=False)

    weighs()


@settings(deadline=None, max_examples=25)
@given(how=disturbances)
def test_masses_of_every_stream_of_any_moment_sum_to_its_total(how):
    for row in stream_table(disturbed(how | {"contents": 0.0}).line):
        assert sum(row.substances.values()) == pytest.approx(row.total, rel=1e-3, abs=1e-3), row.name
        assert all(amount > 0.0 for amount in row.substances.values())


def test_every_stream_at_rest_has_a_title_a_temperature_and_known_substances():
    for name, row in streams_at_rest().items():
        assert row.title
        assert 270.0 < row.temperature < (440.0 if name in ("S69", "S70") else 370.0), name
        assert set(row.substances) <= set(SUBSTANCES)
        assert sum(row.substances.values()) == pytest.approx(row.total, rel=1e-6), name


def test_gases_have_titles():
    assert set(TITLES) >= GASES


@given(chlorine=amounts, base=st.floats(-5.0, 15.0), hydrolysis=st.floats(1e-3, 10.0))
def test_hypochlorous_acid_stands_in_equilibrium_beside_free_acid(chlorine, base, hydrolysis):
    found = hypochlorous_acid(chlorine=chlorine, base=base, hydrolysis=hydrolysis)
    assert 0.0 <= found <= chlorine
    acid = found - base
    if found < chlorine:
        assert found * acid == pytest.approx(hydrolysis * (chlorine - found), rel=1e-6, abs=1e-9)


def test_depleted_anolyte_shows_hypochlorous_and_free_acid_each_as_what_it_is():
    parts, book = streams_at_rest()["S13"].substances, book_streams()["S13"]
    assert parts["HClO"] == pytest.approx(book["HClO"], rel=0.03)
    assert parts["Cl2"] == pytest.approx(book["Cl2"], rel=0.03)
    proton = parts["HCl"] / 36.458 / (streams_at_rest()["S13"].total / 1110.0)  # kmol/m3
    design = at_rest().plant.design.electrolysis
    assert -np.log10(proton * design.proton_activity) == pytest.approx(design.anolyte_pH, abs=0.02)
