"""Equations of the resin: limits, directions, and what suppliers, a plant and another model print."""

from __future__ import annotations

import math
import tomllib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.twin.balance import PUBLISHED
from tests.twin.ion_exchange.beds import columns, conductance, feed, pass_brine, run_column
from twin.ion_exchange.equations import (
    covered,
    half_breakthrough,
    hydroxide,
    open_sites,
    salt_factor,
    slice_response,
    used_share,
)
from twin.ion_exchange.equipment import AT_CA
from twin.ion_exchange.film import (
    bead_surface,
    film_coefficient,
    partition_ratio,
    pattern_breakthrough,
    pattern_time,
    sherwood,
    transfer_units,
)
from twin.ion_exchange.report import transfer

strengths = st.floats(0.0, 10.0)


def published(name: str) -> dict:
    """One of the files of published figures."""
    return tomllib.loads((PUBLISHED / f"{name}.toml").read_text())


@given(strength=strengths, units=st.floats(0.0, 30.0), pushed=strengths)
def test_a_slice_keeps_its_balance_and_never_gives_a_negative_strength(strength, units, pushed):
    out, mean = slice_response(strength=strength, units=units, pushed=pushed)
    assert out >= 0.0
    assert mean >= 0.0
    assert strength - out == pytest.approx(max(units, 1e-9) * mean - pushed, abs=1e-6 * (1.0 + strength + pushed))


@given(strength=strengths, units=st.floats(0.0, 20.0))
def test_more_open_sites_never_pass_more(strength, units):
    less, _ = slice_response(strength=strength, units=units, pushed=0.0)
    more, _ = slice_response(strength=strength, units=units + 0.1, pushed=0.0)
    assert more <= less <= strength


@given(base=st.floats(-20.0, 50.0), carbonate=st.floats(0.0, 20.0))
def test_hydroxide_obeys_mass_action_and_rises_with_base(base, carbonate):
    found = hydroxide(base=base, carbonate=carbonate, hydrolysis=0.2)
    assert hydroxide(base=base + 1.0, carbonate=carbonate, hydrolysis=0.2) >= found
    if base + carbonate > 0.01:
        assert found == pytest.approx(base + carbonate * 0.2 / (0.2 + found), rel=1e-6, abs=1e-9)


def test_capacity_at_ph_10_is_three_times_that_at_ph_7_as_the_supplier_says():
    sheet = published("resin_supplier")["tp260"]
    pk = columns().units[0].pk
    assert open_sites(ph=10.0, pk=pk) / open_sites(ph=7.0, pk=pk) == pytest.approx(sheet["capacity_ratio"], rel=0.05)


@pytest.mark.parametrize(("loss", "lithium"), [(0.2, 0.8), (0.3, 0.7), (0.4, 0.6)])
def test_strong_lithium_brine_costs_20_to_40_percent_of_the_capacity(loss, lithium):
    bare = salt_factor(salt=0.0, reference=0.256, loss=loss)
    assert salt_factor(salt=0.256, reference=0.256, loss=loss) / bare == pytest.approx(lithium)


def test_a_column_is_used_to_70_percent_as_the_data_book_reckons():
    """Section 5: k = 0.023 m3/(g h), N0 = 6.7 kg/m3, 0.9 m3, 6.76 m3/h: 20 ppb of 10 mg/L at about 70 % of 89 h."""
    units = 0.023 * 6700.0 * 0.9 / 6.76
    assert used_share(units=units, dilution=500.0) == pytest.approx(0.70, abs=0.005)
    assert half_breakthrough(capacity=6.7, volume=0.9, hardness=0.01, flow=6.76 / 3600.0) / 3600.0 == pytest.approx(
        89.0, rel=0.005
    )


@given(units=st.floats(1.0, 100.0), dilution=st.floats(1.0, 1e6))
def test_a_longer_bed_is_used_better_and_a_softer_feed_too(units, dilution):
    share = used_share(units=units, dilution=dilution)
    assert 0.05 <= share <= 1.0
    assert used_share(units=2.0 * units, dilution=dilution) >= share
    assert used_share(units=units, dilution=2.0 * dilution) <= share


def test_the_film_of_watertaps_langmuir_case():
    case = published("watertap_ion_exchange")
    x, found, near = case["given"], case["found"], case["tolerance"]
    velocity = x["depth"] * x["bed_volumes"] / 3600.0
    beads = {"bead": x["bead"], "voidage": x["voidage"]}
    k_f = film_coefficient(velocity=velocity, viscosity=x["viscosity"], diffusivity=x["diffusivity"], **beads)
    reynolds, schmidt = velocity * x["bead"] / x["viscosity"], x["viscosity"] / x["diffusivity"]
    units = transfer_units(conductance=k_f * bead_surface(**beads), depth=x["depth"], velocity=velocity)
    assert velocity == pytest.approx(found["velocity"], rel=near)
    assert (reynolds, schmidt) == pytest.approx((found["reynolds"], found["schmidt"]), rel=near)
    assert sherwood(reynolds=reynolds, schmidt=schmidt, voidage=x["voidage"]) == pytest.approx(
        found["sherwood"], rel=near
    )
    assert k_f == pytest.approx(found["film_coefficient"], rel=near)
    assert units == pytest.approx(found["transfer_units"], rel=near)
    assert x["depth"] / units == pytest.approx(found["unit_height"], rel=near)


def test_the_breakthrough_of_watertaps_langmuir_case():
    case = published("watertap_ion_exchange")
    x, found, near = case["given"], case["found"], case["tolerance"]
    passed = found["passed"]
    throughput = pattern_time(passed=passed, units=found["transfer_units"], separation=x["separation"])
    assert throughput == pytest.approx(x["throughput"], rel=near)
    bound = (1.0 / x["separation"] - 1.0) * passed  # b c, where 1/R = 1 + b c0
    loaded = covered(bound=bound) / covered(bound=1.0 / x["separation"] - 1.0)
    strength = 2.0 * x["calcium"] / x["calcium_molar_mass"]
    share = passed / (passed + x["separation"] * (1.0 - passed))  # the source's isotherm, on the front
    assert loaded == pytest.approx(share)
    loading = share * x["capacity"] * x["resin_density"]
    partition = partition_ratio(loading=loading, strength=strength)
    assert partition == pytest.approx(found["partition"], rel=near)
    time = pattern_breakthrough(
        throughput=throughput, partition=partition, depth=x["depth"], velocity=found["velocity"], voidage=x["voidage"]
    )
    assert time == pytest.approx(found["breakthrough"], rel=near)
    resin = x["flow"] * 3600.0 / x["bed_volumes"]
    assert 0.5 * loading * resin == pytest.approx(found["removed"], rel=near)


def test_mitsubishis_tower_would_have_kept_its_guarantee_in_this_model():
    """Sodium brine costs none of the capacity that lithium brine does; lead and lag stand in series."""
    plant = published("resin_supplier")["mitsubishi"]
    flow = plant["flow"] / 3600.0
    spent = half_breakthrough(capacity=plant["loaded"], volume=plant["resin"], hardness=plant["calcium"], flow=flow)
    assert spent / 3600.0 == pytest.approx(plant["service"], rel=plant["tolerance"])
    section = columns(resin=plant["resin"])
    unit, seen = section.units[0], section.seen[0]
    seen.capacity = unit.capacity * salt_factor(salt=0.0, reference=unit.salt_reference, loss=unit.salt_loss)
    seen.conductance = conductance(section, flow)
    seen.load, seen.feed = plant["calcium"], plant["calcium"]
    speed = transfer(section, flow=flow)["velocity_m_per_h"]
    assert speed / unit.depth == pytest.approx(plant["bed_volumes"], rel=plant["tolerance"])
    fed_ions = feed(calcium=plant["calcium"])
    slices = int(unit.slices)
    step, outlet = 300.0, 0.0
    for _ in range(int(plant["service"] * 3600.0 / step)):
        section.loading[:] = 0.0
        between = pass_brine(section, 0, fed_ions, flow)
        outlet = pass_brine(section, 1, between, flow)[AT_CA] * 0.040078
        section.resin[: 2 * slices] += step * section.loading[: 2 * slices]
        assert outlet < plant["guarantee"]
    held = section.resin[: 2 * slices, AT_CA].sum() * 0.040078 / plant["resin"]
    assert held == pytest.approx(plant["loaded"], rel=plant["tolerance"])
    assert section.resin[:slices, AT_CA].sum() > 0.9 * section.resin[: 2 * slices, AT_CA].sum()


def test_the_suppliers_sheet_holds_for_capacity_residual_and_order():
    sheet = published("resin_supplier")["tp260"]
    section = columns()
    unit = section.units[0]
    bare = unit.capacity * salt_factor(salt=0.0, reference=unit.salt_reference, loss=unit.salt_loss)
    at_5_ppm = bare * covered(bound=sheet["calcium"] / 0.040078 / section.half[AT_CA])
    assert 6.7 < at_5_ppm < sheet["capacity"]
    for volumes in sheet["bed_volumes"]:
        flow = volumes * unit.resin / 3600.0
        section.seen[0].conductance = conductance(section, flow)
        out = pass_brine(section, 0, feed(calcium=sheet["calcium"]), flow)
        assert out[AT_CA] * 0.040078 < 0.5 * sheet["residual"]
    assert np.all(np.diff(section.half) > 0.0)  # IONS are listed from firmly to weakly held


def test_breakthrough_is_bohart_and_adams_and_more_slices_come_nearer():
    """C/C0 = 1/(1 + (e^N - 1) e^(-k C0 t)): same centre, same slope; the leak of fresh resin stays beside it."""
    fed = 10e-3
    far = []
    for slices in (5, 10, 20):
        section = columns(slices=slices)
        section.leak[:], section.half[:] = 0.0, 1e-12
        unit, seen = section.units[0], section.seen[0]
        units = seen.conductance * unit.resin / (6.76 / 3600.0)
        half = half_breakthrough(capacity=seen.capacity, volume=unit.resin, hardness=fed, flow=6.76 / 3600.0) / 3600.0
        found = run_column(section, feed(calcium=fed), hours=125.0, step=600.0)
        expected = 1.0 / (1.0 + math.expm1(units) * np.exp(-units * found.time / half))
        far.append(float(np.abs(found.hardness / fed - expected).max()))
        middle = (expected > 0.1) & (expected < 0.9)
        slope = np.polyfit(found.time[middle], np.log(found.hardness[middle] / (fed - found.hardness[middle])), 1)
        assert slope[0] == pytest.approx(units / half, rel=0.25 if slices == 5 else 0.1)
        assert -slope[1] / slope[0] == pytest.approx(half, rel=0.01)
    assert far[0] > far[1] > far[2]
    assert far[2] < 0.02
