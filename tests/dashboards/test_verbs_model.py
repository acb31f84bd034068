"""The verbs that ask the model, in this process: their JSON to the letter, exit codes, and repeatable runs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dashboards.cli import main

KPIS = {
    "throughput_t_per_d", "licl_recovery", "hcl_recovery", "hcl_closure", "li_yield", "current_efficiency",
    "cell_voltage_V", "energy_dc_kWh_per_kg", "energy_site_kWh_per_kg", "co2_process_kg_per_kg", "water_kg_per_kg",
    "loop_water_kg_per_h",
}  # fmt: skip
CLOSURES = {"Li", "Cl", "Na", "H", "O", "C", "S", "charge", "energy"}
EVENTS = {"total", "batch", "regeneration", "filter_wash", "trip", "repair", "lot"}
Capture = pytest.CaptureFixture[str]


def asked(capsys: Capture, *words: str) -> dict[str, Any]:
    """What a verb prints with --json."""
    assert main([*words, "--json"]) == 0, capsys.readouterr().err
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def refused(capsys: Capture, code: int, *words: str) -> str:
    """The one line on standard error of a verb that ends with this exit code."""
    assert main(list(words)) == code
    told = capsys.readouterr()
    assert told.out == ""
    return told.err


def test_steady_has_the_keys_of_its_interface(capsys: Capture) -> None:
    data = asked(capsys, "steady", "reference")
    assert data["flowsheet"] == "reference"
    assert data["converged"] is True
    assert data["closure"].keys() >= CLOSURES
    assert max(data["closure"].values()) <= 1e-9
    assert data["kpi"].keys() == KPIS
    feed = data["streams"]["S12"]
    assert feed["T_K"] == pytest.approx(343.15)
    assert feed["total_kg_per_h"] == pytest.approx(7825.3, rel=0.02)
    assert feed["kg_per_h"]["LiCl"] == pytest.approx(1956.0, rel=0.02)
    for row in data["streams"].values():
        assert {"T_K", "total_kg_per_h", "kg_per_h"} <= row.keys()


def test_a_what_if_is_shown_beside_its_base(capsys: Capture) -> None:
    words = ("steady", "reference", "--set", "hcl.H2_excess=0.05", "--against", "reference")
    data = asked(capsys, *words)
    assert data["against"]["flowsheet"] == "reference"
    assert data["against"]["kpi"]["hcl_recovery"] > data["kpi"]["hcl_recovery"]
    assert main(list(words)) == 0
    text = capsys.readouterr().out
    assert "reference with 1 change  reference  difference" in text
    assert re.search(r"licl_recovery +(0\.995\d\d) +\1 +0\n", text), "noise is no difference"
    assert "worst closure" in text
    acid = next(line for line in text.splitlines() if line.startswith("S25"))
    bought = data["streams"]["S25"]["total_kg_per_h"] - data["against"]["streams"]["S25"]["total_kg_per_h"]
    assert acid.endswith(f"{bought:+.4g}")
    assert "\nS31" not in text, "the product is the same"
    assert all(name in text for name in KPIS)


def test_quantities_keep_their_units_on_the_command_line(capsys: Capture) -> None:
    data = asked(capsys, "steady", "reference", "--set", "electrolysis.current=10.068 kA")
    assert data["cells"]["current_kA"][0] == pytest.approx(10.068)
    assert "kA" in refused(capsys, 3, "steady", "reference", "--set", "electrolysis.current=10.068")


UNLIKELY = "purification.Ca_to_IX = 20 mg/L is outside what is likely (2.5 mg/L to 15 mg/L)"


@pytest.mark.parametrize("verb", [("steady", "reference"), ("simulate", "reference", "--days", "0.05", "--no-events")])
def test_a_value_outside_its_range_is_taken_with_a_warning(capsys: Capture, verb: tuple[str, ...]) -> None:
    words = (*verb, "--set", "purification.Ca_to_IX=20 mg/L")
    assert any(UNLIKELY in text for text in asked(capsys, *words)["warnings"])
    assert UNLIKELY in told(capsys, *words)


def test_a_run_with_its_crew_tells_what_only_rest_knows(capsys: Capture) -> None:
    found = asked(capsys, "simulate", "recycled", "--days", "0.05", "--seed", "3")["warnings"]
    assert any(re.match(r"at rest: T-203: 6\.\d+ mg/L F in polished brine is above 1 mg/L", text) for text in found)


@pytest.mark.parametrize(("words", "said"), [
    (("steady", "nowhere"), "reference"), (("steady", "reference", "--set", "hcl.H2_exces=0.05"), "H2_excess"),
    (("steady", "reference", "--set", "hcl.H2_excess=much"), "H2_excess"),
    (("steady", "reference", "--against", "nowhere"), "reference"),
    (("simulate", "nowhere", "--days", "1"), "reference"),
    (("simulate", "reference", "--days", "1", "--out", "x.csv"), "Name it 'x.parquet'."),
    (("simulate", "reference", "--days", "1", "--snapshot-at", "0.5"), "--snapshot"),
    (("simulate", "reference", "--days", "1", "--from", "/nowhere/at-all.npz"), "at-all"),
    (("cell", "--anolyte", "LiCl=much"), "LiCl=20 wt%"), (("cell", "--anolyte", "LiCl=60 wt%"), "above 0 to 45 wt%"),
    (("cell", "--current-density", "4.5"), "Write '4.5 kA/m2'"),
    (("steady", "reference", "--set", "electrolysis.electrolysers=2.5"), "Write it as 3."),
    (("cell", "--temperature", "180 degF"), "Allowed: degC or K."),
    (("properties", "--temperature", "-300 degC", "--molality", "LiCl=8"), "got -300 degC; give 0.01 to 150 degC."),
    (("flowsheet", "check", "/dev/null"), "is a device or pipe"),
    (("properties", "--temperature", "85 degC", "--molality", "LiCl"), "LiCl=8"),
    (("properties", "--temperature", "85 degC", "--molality", "HCl=1", "--pressure", "1 kPa"), "give 2 to 130 kPa"),
    (("properties", "--temperature", "85 degC", "--molality", "LiCl=1", "--molality", "LiCl=2"), "more than once"),
    (("properties", "--temperature", "85 degC", "--molality", "K2SO4=1"), "CO2, Cl2."),
    (("steady", "reference", "--set", "electrolysis.fidelity=best"), "0 faradaic, 1 semi-empirical, 2 full"),
    (("steady", "reference", "--set", "hcl.H2_excess=nan"), "Write one such as 0.05."),
    (("cell", "--current", "30 kA"), "--faradaic"), (("cell", "--faradaic"), "--current"),
    (("cell", "--low-load-test", "--hole", "7=-2 mm2"), "got '7=-2 mm2'. Allowed: an area of 0 to 100 mm2."),
    (("cell", "--low-load-test", "--hole", "7=1 m2"), "got '7=1 m2'. Allowed: an area of 0 to 100 mm2."),
])  # fmt: skip
def test_wrong_words_have_one_line_and_exit_code_three(capsys: Capture, words: tuple[str, ...], said: str) -> None:
    told = refused(capsys, 3, *words)
    assert said in told
    assert "Traceback" not in told


def test_a_plant_that_cannot_be_says_so_with_exit_code_one(capsys: Capture) -> None:
    words = ("steady", "reference", "--set", "plant.capacity=100000 t/y")
    assert "no steady state" in refused(capsys, 1, *words)


def test_burner_has_the_keys_of_its_interface(capsys: Capture) -> None:
    data = asked(capsys, "burner", "--hydrogen-excess", "0.05")
    assert {"adiabatic_flame_K", "cl2_slip_mol_frac", "hcl_recovery_limit"} <= data.keys()
    assert data["hcl_recovery_limit"] == pytest.approx(0.9995 / 1.05)
    assert data["adiabatic_flame_K"] == pytest.approx(2502, abs=3)
    assert "flame" in told(capsys, "burner", "--hydrogen-excess", "0.05")


def told(capsys: Capture, *words: str) -> str:
    """What a verb prints for a person."""
    assert main(list(words)) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("direct", [(), ("--direct",)])
def test_properties_have_the_keys_of_their_interface(capsys: Capture, direct: tuple[str, ...]) -> None:
    words = ("properties", "--temperature", "85 degC", "--molality", "LiCl=6", "--molality", "HCl=0", *direct)
    data = asked(capsys, *words)
    assert data["temperature_K"] == pytest.approx(358.15)
    keys = {"gamma_pm", "osmotic_coefficient", "water_activity", "density_kg_per_m3", "heat_capacity_J_per_kgK",
            "conductivity_S_per_m", "pH", "in_range", "source"}  # fmt: skip
    assert keys <= data.keys()
    assert data["gamma_pm"].keys() == {"LiCl", "HCl"}
    assert data["in_range"] is True
    assert 0.6 < data["water_activity"] < 0.8


def test_a_cell_has_the_keys_of_its_interface(capsys: Capture) -> None:
    data = asked(capsys, "cell")
    assert {"voltage_V", "breakdown_V", "current_efficiency", "energy_dc_kWh_per_kg", "rates_mol_per_s"} <= data.keys()
    parts = {"reversible", "anode", "cathode", "membrane", "solution", "bubbles", "hardware"}
    assert data["breakdown_V"].keys() == parts
    assert sum(data["breakdown_V"].values()) == pytest.approx(data["voltage_V"])
    assert data["voltage_V"] == pytest.approx(3.36, abs=0.03)
    assert data["rates_mol_per_s"].keys() == {"LiOH", "Cl2", "H2", "O2"}
    assert data["rates_mol_per_s"]["H2"] == pytest.approx(data["current_A"] / 2.0 / 96_485.33)


def test_a_cell_says_whether_its_surfaces_are_meant_for_the_question(capsys: Capture) -> None:
    data = asked(capsys, "cell")
    assert (data["in_range"], data["outside"]) == (True, [])
    assert data["energy_basis"].startswith("kg LiOH.H2O made")
    for words, said in {
        ("--temperature", "45 degC"): "45 degC is outside 60-90 degC",
        ("--current-density", "6 kA/m**2"): "6.00 kA/m2 is above the limit of 5.50 kA/m2 (limits.i_max)",
        ("--current-density", "1 kA/m**2"): "1.00 kA/m2 is below 1.2 kA/m2",
        ("--anolyte", "LiCl=16 wt%"): "below 17 wt%", ("--anolyte", "LiCl=31 wt%"): "above 30 wt%",
        ("--catholyte", "LiOH=4 wt%"): "below 5 wt%", ("--catholyte", "LiOH=11 wt%"): "limit of 10.5 wt%",
    }.items():  # fmt: skip
        data = asked(capsys, "cell", *words)
        assert (data["in_range"], len(data["outside"])) == (False, 1), words
        assert said in data["outside"][0]
        assert f"outside: {data['outside'][0]}" in told(capsys, "cell", *words)


def test_a_cell_without_current_has_no_efficiency_and_no_energy_and_says_why(capsys: Capture) -> None:
    data = asked(capsys, "cell", "--current-density", "0 A/m2")
    assert (data["current_efficiency"], data["energy_dc_kWh_per_kg"]) == (None, None)
    assert data["reason"] == "no current flows"
    assert "n/a: no current flows" in told(capsys, "cell", "--current-density", "0 A/m2")


def test_properties_are_called_by_their_whole_names(capsys: Capture) -> None:
    text = told(capsys, "properties", "--temperature", "85 degC", "--molality", "LiCl=6")
    for name in ("osmotic coefficient", "water activity", "heat capacity", "boiling-point rise"):
        assert f"\n{name} " in text


def test_acid_says_where_it_and_its_azeotrope_boil_and_brine_what_precipitation_leaves(capsys: Capture) -> None:
    def words(*given: str) -> str:
        return " ".join(told(capsys, "properties", "--temperature", "60 degC", *given).split())

    acid = ("--molality", "HCl=13.5", "--pressure")
    assert "azeotrope under 101.3 kPa 108.5" in words(*acid[:2])
    assert "azeotrope under 20 kPa 69." in words(*acid, "20 kPa")
    assert "boils under 2 kPa at n/a, not between 5 and 117 degC" in words("--molality", "HCl=15.9", *acid[2:], "2 kPa")
    brine = words("--molality", "LiCl=5", "--molality", "LiOH=0.012", "--molality", "Na2CO3=0.006")
    assert "mg/kg Mg left beside CaCO3" in brine
    assert "mg/kg Ca " in brine
    assert "azeotrope" not in brine


def test_a_property_that_is_not_known_says_where_it_is(capsys: Capture) -> None:
    data = asked(capsys, "properties", "--temperature", "25 degC", "--molality", "BaCl2=1", "--direct")
    assert data["density_kg_per_m3"] is None
    assert any("density: known for LiCl to 45.4" in why and "not for BaCl2" in why for why in data["outside"])


def test_water_without_salt_has_no_conductivity_and_says_why(capsys: Capture) -> None:
    data = asked(capsys, "properties", "--temperature", "25 degC", "--molality", "LiCl=0")
    assert data["conductivity_S_per_m"] is None
    assert [why for why in data["stretched"] if why.startswith("conductivity: that of water without salt")]


def test_what_is_carried_on_beyond_measurements_or_not_known_is_said_in_words_too(capsys: Capture) -> None:
    words = ("properties", "--temperature", "85 degC", "--molality", "LiCl=12", "--molality", "CaCl2=1")
    text, data = told(capsys, *words), asked(capsys, *words)
    assert "n/a, see below" in text
    for name in ("heat capacity", "conductivity"):
        (why,) = (sentence for sentence in data["stretched"] if sentence.startswith(name))
        assert f"\nstretched: {why}" in text


def test_an_excess_of_hydrogen_that_is_no_number_is_one_line(capsys: Capture) -> None:
    assert "--hydrogen-excess': got nan; write a share above -1" in refused(
        capsys, 2, "burner", "--hydrogen-excess", "nan"
    )


def test_a_faradaic_cell_is_that_of_watertap(capsys: Capture) -> None:
    data = asked(
        capsys, "cell", "--faradaic", "--current", "30 kA", "--current-efficiency", "0.9",
        "--membrane-current-density", "4 kA/m**2", "--reversible-voltage", "2.2 V", "--overpotentials", "0.2 V",
        "--voltage-efficiency", "0.8",
    )  # fmt: skip
    assert data["area_m2"] == pytest.approx(7.5)
    assert data["voltage_V"] == pytest.approx(2.75)
    assert data["electrons_mol_per_s"] == pytest.approx(0.2798, rel=1e-3)
    assert data["resistance_ohm"] == pytest.approx(1.167e-5, rel=1e-3)
    assert data["power_W"] == pytest.approx(82_510, rel=1e-3)
    assert data["rates_mol_per_s"]["Cl2"] == pytest.approx(0.1399, rel=1e-3)


def test_without_events_a_run_stays_where_steady_is(capsys: Capture) -> None:
    data = asked(capsys, "simulate", "reference", "--days", "3", "--no-events")
    rest = asked(capsys, "steady", "reference")["kpi"]
    assert data["kpi"].keys() == KPIS
    for name, value in rest.items():
        assert data["kpi"][name] == pytest.approx(value, rel=1e-3), name
    assert data["events"] == {"total": 0}
    assert data["warm_up_d"] == 1.0
    assert max(data["closure"].values()) <= 1e-10


def test_a_run_with_events_is_its_seed_and_goes_on_from_a_snapshot(capsys: Capture, tmp_path: Path) -> None:
    kept = tmp_path / "day-1.npz"
    words = ("simulate", "reference", "--seed", "3")
    whole = asked(capsys, *words, "--days", "2", "--snapshot", str(kept), "--snapshot-at", "1")
    assert {"kpi", "closure", "days", "events", "cpu_s", "compile_s", "wall_s", "final_state_sha256"} <= whole.keys()
    assert whole["events"].keys() >= EVENTS
    counted = whole["events"]  # a press drop or a tank swap is a batch, too
    twice = counted["total"] + counted["press_drop"] + counted["tank_swap"]
    assert twice == sum(count for kind, count in counted.items() if kind != "total") > 0
    assert max(whole["closure"].values()) <= 1e-10
    assert asked(capsys, *words, "--days", "2")["final_state_sha256"] == whole["final_state_sha256"]
    second = asked(capsys, "simulate", "reference", "--days", "1", "--from", str(kept))
    assert (second["final_state_sha256"], second["seed"]) == (whole["final_state_sha256"], 3)
    other = asked(capsys, "simulate", "reference", "--seed", "4", "--days", "2")
    assert other["final_state_sha256"] != whole["final_state_sha256"]


def test_steady_says_in_words_what_product_crystals_columns_and_side_stream_are(capsys: Capture) -> None:
    text, data = told(capsys, "steady", "gdex-bleed"), asked(capsys, "steady", "gdex-bleed")
    lines = {line.partition(":")[0]: line for line in text.splitlines() if ":" in line}
    assert f"LiOH {data['product']['w_LiOH_pct']:.2f} wt%" in lines["product"]
    assert "Fastmarkets battery grade met" in lines["product"]
    assert "premium OEM failed by Na" in lines["product"]
    assert f"mean size {data['crystalliser']['mean_size_mm']:.2f} mm" in lines["crystalliser"]
    assert f"MVR {data['crystalliser']['MVR_power_kW']:.0f} kW" in lines["crystalliser"]
    assert f"cycle {data['ion_exchange']['cycle_h']:.1f} h" in lines["ion exchange"]
    assert f"F {data['tracers_mg_per_L']['F']:.3g}" in lines["mg/L in polished brine"]
    assert f"{data['side_stream']['yield_gain_pp']:.2f} points of lithium yield" in lines["side stream"]
    assert "beyond the fence" in data["side_stream"]["note"]
    assert data["side_stream"]["note"] in lines["side stream"]
    assert data["product"]["assumed_mg_per_kg"].keys() >= {"CO2", "SO4", "Fe", "magnetic"}
    assert "CO2 1900, Cl 5, SO4 40," in lines["of it assumed picked up in handling"]
