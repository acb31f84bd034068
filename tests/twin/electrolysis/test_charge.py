"""Where the charge goes, and the heat: the data book's balance, curves and what-ifs of the cells."""

from __future__ import annotations

import pytest

from flowsheets.loader import read_design
from tests.twin.balance import at_rest, book_rows, restored
from twin.electrolysis.plant_report import charge_shares, energy_made
from twin.line import Line, rates
from twin.matter.components import CL2
from twin.plant import Plant
from twin.steady import rest_at_its_load

FULL = 10.0682
"""Current of each electrolyser at the reference [kA] (data book, plant.csv)."""


def shares(line: Line) -> dict[str, float]:
    """Where each electron's charge goes, from the streams of the cells and what gathers in their loops."""
    return charge_shares(line.electrolysis, line.vessels, line.streams)


def test_at_rest_the_charge_is_efficiency_oxygen_acid_hypochlorite_and_chlorate():
    found = shares(at_rest().plant.line)
    assert sum(found.values()) == pytest.approx(1.0, abs=1e-9)
    assert found["gathered"] == pytest.approx(0.0, abs=1e-9)
    assert found["LiOH"] == pytest.approx(0.9000, abs=1e-4)  # data book section 1: .9000/.0250/.0524/.0001/.0225
    assert found["O2"] == pytest.approx(0.0250, abs=1e-4)
    assert found["acid"] == pytest.approx(0.0524, abs=5e-4)
    assert found["HOCl"] == pytest.approx(0.0001, abs=1e-4)
    assert found["chlorate"] == pytest.approx(0.0225, abs=1e-4)


@pytest.mark.parametrize("load", [0.2, 0.7, 1.4])
def test_in_a_transient_what_gathers_in_the_loops_closes_it(load):
    line = restored().line
    for bank, command in zip(line.electrolysis.now, line.electrolysis.commands, strict=True):
        bank.current *= load
        command.acid_on = 0.0
    rates(line)
    found = shares(line)
    assert found["gathered"] > 0.05  # hydroxide that no acid meets
    assert sum(found.values()) == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("efficiency", ["0.80", "0.85", "0.93", "0.95"])
def test_oxygen_and_chlorate_rise_linearly_as_efficiency_falls(efficiency):
    loss = 1.0 - float(efficiency)
    found = shares(at_rest(f"electrolysis.current_efficiency={efficiency}").plant.line)
    assert found["O2"] == pytest.approx(0.25 * loss, rel=2e-3)  # Bergner (P19); 0.025 at a loss of 0.10
    assert found["chlorate"] == pytest.approx(0.225 * loss, rel=2e-3)
    rows = {row["case"]: row for row in book_rows("sensitivity")}
    book = float(rows[f"current efficiency {float(efficiency):g}"]["O2_in_dry_Cl2_cells_volpct"])
    reference = float(rows["reference"]["O2_in_dry_Cl2_cells_volpct"])
    header = at_rest(f"electrolysis.current_efficiency={efficiency}").plant.line.electrolysis.headers[0]
    nominal = at_rest().plant.line.electrolysis.headers[0]
    change = 100.0 * float(header.oxygen_in_chlorine - nominal.oxygen_in_chlorine)
    assert change == pytest.approx(book - reference, rel=0.10)


@pytest.mark.parametrize(("load", "heat"), [(1.0, 516.0), (0.75, 182.0), (0.54, 0.0), (0.50, -27.0), (0.35, -91.0)])
def test_cells_are_cooled_above_half_load_and_heated_below(load, heat):
    line = at_rest(f"electrolysis.current={FULL * load:.5f} kA").plant.line
    removed = sum(float(one.cooling) for one in line.electrolysis.seen) / 1e3
    assert removed == pytest.approx(heat, abs=4.0)


def test_both_energy_bases_name_what_they_divide_by():
    steady = at_rest()
    line, kpi = steady.plant.line, steady.kpis()
    voltage, xi = float(line.electrolysis.seen[0].voltage) / 30.0, float(line.electrolysis.seen[0].efficiency)
    made = 0.638694 * voltage / xi
    assert energy_made(line.electrolysis) == pytest.approx(made, rel=1e-5)
    assert made == pytest.approx(2.383, rel=3e-3)
    product = float(line.ledger.counting[0].product) / 0.041962
    share = product / sum(float(one.hydroxide) for one in line.electrolysis.seen)
    assert kpi["energy_dc_kWh_per_kg"].value == pytest.approx(made / share, rel=1e-4)
    assert made / share == pytest.approx(2.434, rel=5e-3)


def test_with_one_electrolyser_out_the_others_carry_its_load_at_the_data_book_s_price():
    rest, row = at_rest(), {one["case"]: one for one in book_rows("sensitivity")}
    plant = Plant(rest.plant.design, tables=rest.plant.builder.tables, start=rest.plant.as_start())
    section = plant.line.electrolysis
    for k, current in enumerate((14_850.0, 14_850.0, 0.0)):
        section.now[k].current = section.commands[k].target = current
    section.commands[2].circulating = 0.0
    heater = plant.line.loops.commands[plant.builder.loop["TIC-303C"]]
    heater.automatic = heater.manual = 0.0
    rest_at_its_load(plant)
    book, base = row["N-1: two electrolysers at 5.5 kA/m2"], row["reference"]
    before = float(rest.plant.line.electrolysis.seen[0].voltage)
    rise = float(section.seen[0].voltage - before) / 30.0
    assert rise == pytest.approx(float(book["V_cell"]) - float(base["V_cell"]), rel=0.10)  # 3.89 V
    product = float(plant.line.ledger.counting[0].product / rest.plant.line.ledger.counting[0].product)
    assert product == pytest.approx(0.983, abs=0.002)
    assert float(section.seen[0].cooling) / 1e3 == pytest.approx(498.0, rel=0.10)
    assert plant.line.vessels.seen[int(section.units[2].anolyte)].temperature == pytest.approx(298.15, abs=0.1)
    assert float(plant.line.streams.flow[14, CL2]) > 0.0


def test_the_flowsheet_decides_whether_others_may_carry_more():
    assert read_design("reference").electrolysis.load_policy == 0


def test_cold_brine_dissolves_more_chlorine_and_warm_brine_less():
    def solubility(celsius: float) -> float:
        line = restored().line
        unit = line.electrolysis.units[0]
        for v in (int(unit.anolyte), int(unit.catholyte)):
            line.vessels.now[v, -1] += (celsius - 85.0) * float(line.vessels.seen[v].heat_capacity)
        rates(line)
        return float(line.electrolysis.seen[0].solubility)

    assert solubility(85.0) == pytest.approx(0.0105e3 / 1e5, rel=2e-3)  # data book: 0.0105 kmol/(m3 bar)
    # Sander 2015: enthalpy of solution 2800 K over R; the salt's share hardly moves
    assert solubility(60.0) / solubility(85.0) == pytest.approx(1.80, rel=0.03)
