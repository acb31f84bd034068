"""Certificates of lots: the unit trap of 56.5 %, margins, what a specification does not get predicted."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.twin.balance import at_rest
from twin.crystallisation.certificate import RELEASED_BY, analysis, assumed, judge, passes, specifications
from twin.lot_book import product_now
from twin.matter.components import SUBSTANCES

PURE = {"Li": 1.0, "OH": 1.0, "H2O": 1.0}


@pytest.fixture(scope="module")
def clean():
    return replace(at_rest().plant.design.product, **dict.fromkeys(
        (f"pickup_{item}" for item in ("CO2", "Cl", "SO4", "Ca", "Fe", "Si", "magnetic")), 0.0
    ))  # fmt: skip


def mixed(**moles):
    """Pure LiOH.H2O and moles of other substances beside a mole of it."""
    found = dict(PURE)
    names = ("H2O", "Li", "Na", "K", "Ca", "Mg", "Ba", "Cl", "OH", "SO4", "CO3")
    for substance, amount in moles.items():
        for component, count in SUBSTANCES[substance].items():
            found[names[component]] = found.get(names[component], 0.0) + amount * count
    return found


def test_pure_monohydrate_holds_57_07_percent_lioh_and_that_is_what_56_5_means(clean):
    assert 100.0 * analysis(PURE, clean)["LiOH"] == pytest.approx(57.07, abs=0.005)  # 23.947 / 41.962
    for name in specifications():
        assert specifications()[name]["LiOH"].value == pytest.approx(0.565)
        assert passes(analysis(PURE, clean), name)


def test_carbonate_and_sodium_hydroxide_do_not_count_as_lioh(clean):
    carbonated = analysis(mixed(Li2CO3=0.01), clean)
    assert carbonated["LiOH"] == pytest.approx(analysis(PURE, clean)["LiOH"] * 41.962 / (41.962 + 0.73888), rel=1e-4)
    alkaline = analysis(mixed(NaOH=0.01), clean)
    assert alkaline["LiOH"] < analysis(PURE, clean)["LiOH"]
    assert alkaline["Na"] == pytest.approx(0.2299 / (41.962 + 0.39997), rel=1e-3)


def test_0_35_percent_carbon_dioxide_is_0_59_percent_lithium_carbonate(clean):
    """As the data book says: the limit of CO2 in both units."""
    share = 0.0059 / 0.9941 * 41.962 / 73.888
    assert 100.0 * analysis(mixed(Li2CO3=share), clean)["CO2"] == pytest.approx(0.35, abs=0.005)


def test_what_is_assumed_is_what_a_clean_plant_does_not_find(clean):
    """Pure crystals hold nothing but what handling brings: each item's whole amount is named as assumed."""
    usual = at_rest().plant.design.product
    found, named = analysis(PURE, usual), assumed(usual)
    assert named == {item: pytest.approx(found[item]) for item in ("CO2", "Cl", "SO4", "Ca", "Fe", "Si", "magnetic")}
    assert assumed(clean) == {}
    made = product_now(at_rest().plant)
    assert made["assumed_mg_per_kg"]["SO4"] == pytest.approx(1e6 * usual.pickup_SO4)
    assert all(part <= made["mg_per_kg"].get(item, 1e9) for item, part in made["assumed_mg_per_kg"].items())


def test_moist_product_fails_on_its_lioh(clean):
    dry, wet = analysis(PURE, clean), analysis(mixed(H2O=0.03), clean)
    assert passes(dry, RELEASED_BY)
    assert [one.item for one in judge(wet, RELEASED_BY) if one.margin is not None and one.margin < 0.0] == ["LiOH"]


@given(na=st.floats(0.0, 3e-4))
def test_a_margin_says_how_far_from_the_limit(na):
    found = dict.fromkeys(specifications()[RELEASED_BY], 0.0) | {"LiOH": 0.567, "Na": na}
    verdict = next(one for one in judge(found, RELEASED_BY) if one.item == "Na")
    assert verdict.margin == pytest.approx((50e-6 - na) / 50e-6, abs=1e-9)
    if abs(verdict.margin) > 1e-9:
        assert passes(found, RELEASED_BY) == (na < 50e-6)


def test_every_specification_has_a_source_and_the_fastmarkets_one_is_china_s():
    assert {"GB/T 26008-2020 D1", "Fastmarkets battery grade", "premium OEM"} == set(specifications())
    fastmarkets = specifications()["Fastmarkets battery grade"]
    assert {item: 1e6 * fastmarkets[item].value for item in ("Cl", "SO4", "Ca")} == pytest.approx(
        {"Cl": 20.0, "SO4": 100.0, "Ca": 50.0}
    )


def test_the_reference_makes_battery_grade_but_not_the_premium_one():
    made = product_now(at_rest().plant)
    verdicts = made["specifications"]
    assert made["w_LiOH_pct"] == pytest.approx(56.7, abs=0.1)  # LAB-29
    assert made["mg_per_kg"]["Na"] == pytest.approx(30.0, abs=2.0)  # LAB-31A
    assert verdicts["GB/T 26008-2020 D1"]["passes"]
    assert verdicts["premium OEM"]["fails"] == ["Na"]
    assert "Zn" in verdicts["premium OEM"]["not_predicted"]


def test_more_wash_brings_the_product_nearer_to_premium():
    def margin(*sets: str) -> float:
        return product_now(at_rest(*sets).plant)["specifications"]["premium OEM"]["least_margin"]

    assert margin("crystallisation.wash=0.2") > margin() + 0.2 > margin("crystallisation.wash=0.1") + 0.2


def test_an_unscrubbed_dryer_fails_on_carbon_dioxide():
    made = product_now(at_rest("crystallisation.dryer_CO2=0.00042").plant)
    assert made["specifications"]["GB/T 26008-2020 D1"]["fails"] == ["CO2"] or made["CO2_pct"] > 0.34
