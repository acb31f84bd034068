"""Limits that a plant exceeds: each sentence names the place, the figure, what is allowed, and what to change."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from flowsheets.loader import read_design
from tests.twin.balance import at_rest
from twin.electrolysis.nameplate import SPECIES
from twin.errors import StuckError
from twin.limits import EXITS, beyond_poisons, exceeded
from twin.matter.components import CL, COUNT, H2O
from twin.plant import Plant
from twin.property_limits import outside, vessel_properties
from twin.steady import find_steady

WORN = {
    "limits.i_max=3 kA/m2": ("kA/m2 is above its limit of 3.00 kA/m2", "electrolysis.electrolysers"),
    "electrolysis.T=92 degC": ("E-301A: 92 degC is outside 60-90 degC",),
    "electrolysis.catholyte=0.107": ("catholyte of 10.7 wt% LiOH is above the limit of 10.5 wt%",),
    "electrolysis.anolyte_out=0.165": ("anolyte of 16.5 wt% LiCl is below 17 wt%",),
    "electrolysis.recirculation=1": ("mol/L free acid at the cell inlets is above 0.10 mol/L", ".recirculation"),
    "chlorate.side_stream=0.2": ("g/L chlorate in the depleted anolyte is above 15 g/L", "chlorate.side_stream"),
    "purification.SO4_target=9 g/L": (
        "T-203: 8997 mg/L SO4 in polished brine is above 5400 mg/L",
        "poisons.SO4.limit",
        "purification.SO4_target",
    ),
    "electrolysis.water_drag=4": ("brine loop water surplus", "no evaporator"),
    "electrolysis.water_drag=6.5": ("as 25.6 wt% LiCl, hardly stronger than its feed of 25.0 wt%", "anolyte_in"),
    "feed.F=500 mg/kg": ("mg/L F in polished brine is above 1 mg/L", "purification.F_bed"),
    "feed.I=1 mg/kg": ("mg/L I in polished brine is above 0.5 mg/L", "poisons.I.limit", "raise loop.purge"),
    "feed.Si=300 mg/kg": ("mg/L SiO2 in polished brine is above 5 mg/L", "feed.MgCO3"),
    "feed.Al=500 mg/kg": ("mg/L Al in polished brine is above 0.1 mg/L", "lower feed.Al"),
    "feed.B=100 mg/kg": ("mg/L B in polished brine is above 10 mg/L", "purification.B_bed"),
    "ion_exchange.leak_Ca=100 ug/L": ("0.102 mg/L Ca+Mg in polished brine is above 0.02 mg/L", "ion_exchange.leak_Ca"),
    "ion_exchange.resin_volume=0.1 m3": (
        "67 bed volumes of brine an hour are above 30",
        "a column serves 6.9 h, less than the 7.5 h",
        "hardness breaks through after 5 % of the 50 % time",
        "ion_exchange.resin_volume",
    ),
    "purification.Ca_to_IX=500 mg/L": ("mg/L hardness to the columns is above 16 mg/L", "purification.Ca_to_IX"),
    "crystallisation.cake_moisture=0.09": ("D-605: its gas stands at 100 degC", "crystallisation.dryer_gas"),
    "energy.MVR=20 kWh/t": ("MVR: 20 kWh/t is less than compression takes",),
    "loops.TIC-667.set_point=66 degC": ("D-605: 66 degC (loop TIC-667) is above 60 degC",),
    "hcl.H2_import=5 kmol/h": ("only 0.67 of 5 kmol/h hydrogen import can be used", "lower hcl.H2_import"),
    "ion_exchange.columns=2": (
        "C-209: of 2 columns one is away for 6.0 h of each 62",
        "without a lag",
        "ion_exchange.columns 3",
    ),
    "feed.Na2CO3=0.02": (
        "mother-liquor bleed holds 1",
        "of the product's lithium, above 10 %",
        "crystallisation.ml_Na",
    ),
    "electrolysis.current=2 kA": ("load 20 % is below the burner's turndown of 35 %; 100 % are 10.0",),
}
"""Changes of the reference, and what must be said of them."""


def test_the_reference_plant_exceeds_nothing():
    assert exceeded(at_rest().plant) == []


def test_an_import_that_the_chlorine_takes_is_not_told():
    assert exceeded(at_rest(flowsheet="hydrogen-import").plant) == []  # 0.84 of 0.85 kmol/h flow


@pytest.mark.parametrize("change", WORN)
def test_a_plant_beyond_a_limit_says_which_and_by_how_much(change):
    said = " ".join(exceeded(at_rest(change).plant))
    for words in WORN[change]:
        assert words in said, said


def test_every_poison_of_the_flowsheet_is_told_beyond_its_own_limit_and_not_below():
    plant = Plant(at_rest().plant.design, tables=at_rest().plant.builder.tables, start=at_rest().plant.as_start())
    plant.refresh()
    tank, rows = plant.builder.at["T-203"], plant.line.electrolysis.poisons
    volume = float(plant.line.vessels.seen[tank].volume)
    for plate, row in zip(plant.design.poisons, rows, strict=True):
        before = plant.line.vessels.now[tank].copy()
        plant.line.vessels.now[tank, [row.first, row.second]] = 0.0
        for share, told in ((0.98, False), (1.02, True)):
            plant.line.vessels.now[tank, row.first] = share * plate.limit * volume / row.first_mass
            said = [text for text in beyond_poisons(plant) if f"poisons.{plate.name}.limit" in text]
            assert bool(said) == told, plate.name
            assert all("T-203" in text and f"{1e3 * plate.limit:g} mg/L" in text for text in said)
        plant.line.vessels.now[tank] = before
    assert set(SPECIES) == set(EXITS)  # every species that a flowsheet may list has its mend


def test_a_heater_that_is_full_of_scale_is_told():
    plant = Plant(at_rest().plant.design, tables=at_rest().plant.builder.tables, start=at_rest().plant.as_start())
    plant.line.crystallisation.scale[0].resistance = 3.0
    plant.refresh()
    said = " ".join(exceeded(plant))
    assert "X-601: heater and compressor evaporate 31" in said
    assert "raise crystallisation.heater" in said


def test_a_bed_of_27_bed_volumes_an_hour_is_back_in_time_but_breaks_through_early():
    said = exceeded(at_rest("ion_exchange.resin_volume=0.25 m3").plant)  # the balance counts with 17 h
    assert len(said) == 1
    assert "hardness breaks through after" in said[0]
    assert "not after 70 %" in said[0]
    assert exceeded(at_rest("ion_exchange.resin_volume=0.8 m3").plant) == []


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


STRANGE = {
    "density": ("T-203", {"temperature": 378.0}, "T-203: density of", "5-100 degC"),
    "activities of brine": ("T-203", {"temperature": 275.0}, "T-203: activities of", "5-100 degC"),
    "activities of lye": ("E-301A-catholyte", {"temperature": 377.0}, "E-301A-catholyte: activities of", "7.5 mol/kg"),
    "solubility of lye": ("T-601", {"lioh": 0.16}, "T-601: solubility: 16.0 wt% LiOH", "it would crystallise"),
}
"""A vessel, what its instruments would say, and what must be said of it."""


@pytest.mark.parametrize("property", STRANGE)
def test_a_property_out_of_its_range_names_the_vessel_and_the_range(property):
    name, seen, *said = STRANGE[property]
    plant = at_rest().plant
    row = plant.builder.at[name]
    before = {field: getattr(plant.line.vessels.seen[row], field) for field in seen}
    try:
        for field, value in seen.items():
            setattr(plant.line.vessels.seen[row], field, value)
        told = list(vessel_properties(plant))
    finally:
        for field, value in before.items():
            setattr(plant.line.vessels.seen[row], field, value)
    assert any(all(part in sentence for part in said) for sentence in told), told
    assert not list(vessel_properties(plant))


def test_brine_stronger_than_its_solubility_is_told():
    seen = SimpleNamespace(temperature=293.15, licl=0.55, lioh=0.0, hcl=0.0, mass=100.0)
    held = np.zeros(COUNT)
    held[CL], held[H2O] = 1300.0, 2500.0
    told = list(outside("T-999", seen, held))
    assert any("solubility" in text and "mol/kg LiCl" in text for text in told)
    assert any("density" in text for text in told)
