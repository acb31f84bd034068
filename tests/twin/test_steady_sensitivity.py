"""What-if cases of the process data book: the change of each figure in sign and size, by the same words."""

import pytest

from tests.twin.balance import at_rest, book, book_rows, figures
from twin.matter.components import CL2, CLO3, H2O, LI, OH, SO4
from twin.matter.constants import M_H2O
from twin.matter.streams import stream_mass
from twin.steady import Steady

WITHIN, CHLORINE_LOOP = 0.12, 0.10
"""Agreement asked of a change, and of one of the chlorine loop's own cases."""
SMALL = 4e-3
"""Change, as a share of the reference, below which only sameness is asked."""

CASES = {
    "H2 excess 0.01": ("hcl.H2_excess=0.01",),
    "H2 excess 0.02": ("hcl.H2_excess=0.02",),
    "H2 excess 0.06": ("hcl.H2_excess=0.06",),
    "H2 excess 0.1": ("hcl.H2_excess=0.10",),
    "H2 excess 0.05 and H2 import 0.4 kmol/h": ("hcl.H2_excess=0.05", "hcl.H2_import=0.4 kmol/h"),
    "H2 excess 0.05 and H2 import 0.85 kmol/h": ("hcl.H2_excess=0.05", "hcl.H2_import=0.85 kmol/h"),
    "H2 excess 0.05 and H2 import 1.8 kmol/h": ("hcl.H2_excess=0.05", "hcl.H2_import=1.8 kmol/h"),
    "current efficiency 0.85": ("electrolysis.current_efficiency=0.85",),
    "water drag 4.5": ("electrolysis.water_drag=4.5",),
    "water drag 6": ("electrolysis.water_drag=6",),
    "acid strength 0.31": ("hcl.acid_strength=0.31",),
    "acid strength 0.36": ("hcl.acid_strength=0.36",),
    "purge 100 kg/h": ("loop.purge=100 kg/h",),
    "parasitic water 250 kg/h": ("loop.parasitic_water=250 kg/h",),
    "Ca+Mg to IX 3 mg/L": ("purification.Ca_to_IX=2.85 mg/L", "purification.Mg_to_IX=0.15 mg/L"),
    "Ca+Mg to IX 16 mg/L": ("purification.Ca_to_IX=15.2 mg/L", "purification.Mg_to_IX=0.8 mg/L"),
    "air in-leak 3 kg/h": ("dechlorination.air_inleak=3 kg/h",),
    "H2 vent 0.2 %": ("hcl.H2_vent=0.002",),
    "absorption 0.995": ("hcl.absorption=0.995",),
    "N-1: two electrolysers at 5.5 kA/m2": ("electrolysis.electrolysers=2", "electrolysis.current=14.85 kA"),
    "recycled feed (Na 0.35 %, SO4 0.44 %)": "recycled",
    "catholyte 0.08": ("electrolysis.catholyte=0.08", "electrolysis.current_efficiency=0.86634"),
    "catholyte 0.105": ("electrolysis.catholyte=0.105", "electrolysis.current_efficiency=0.906145"),
}
"""Changes of the flowsheet. The book changes the catholyte's strength at a fixed efficiency of 90 %; here a weaker one
leaks less hydroxide back (estimated surface), so the reference efficiency is set for 90 % to come out."""
OF_THE_LOOP = {name for name in CASES if name.startswith(("H2", "acid", "air", "absorption"))}
NO_BLEACH = "with no chlorine left over the book's dilution water of the hypochlorite unit turns negative"
HEATER = (
    "the book takes 38 kWh/t at any evaporation; a given heater asks its compressor for more pressure when more boils"
)
RESIDENCE = "chlorate is destroyed at first order: less depleted brine stays longer in R-402 and loses more than 80 %"
ACTIVITY = "the book's reversible voltage is linear, 14 mV per mol/kg LiOH; the activity table gives less of a slope"
STRONG = "stronger acid lets more HCl pass the film absorber; the book absorbs the same share at any strength"
SLOWER = "brine that flows slower comes nearer to equilibrium, which spares columns and rinse water; the book: 9.5 mg/L"
PHOSPHATE = "phosphate takes half of the calcium before carbonate does, which spares the columns; the book: 9.5 mg/L"
RECYCLED, SPARE = "recycled feed (Na 0.35 %, SO4 0.44 %)", "N-1: two electrolysers at 5.5 kA/m2"
STRONGER = "more acid to the cells thins their feed, so filtered brine is stronger and holds less calcium"
EXCEPTIONS = {
    ("current efficiency 0.85", "DI_makeup_kg_h"): STRONGER,
    (SPARE, "loop_water_kg_h"): SLOWER, (RECYCLED, "feed_kg_h"): PHOSPHATE,
    (RECYCLED, "chlorate_depleted_g_L"): PHOSPHATE,
    ("acid strength 0.36", "HCl_bought_kg_h"): STRONG, ("acid strength 0.36", "DI_makeup_kg_h"): STRONG,
    ("water drag 6", "HCl_bought_kg_h"): RESIDENCE,
    ("catholyte 0.08", "V_cell"): ACTIVITY, ("catholyte 0.08", "SEC_DC_product"): ACTIVITY,
    ("catholyte 0.08", "SEC_site_product"): HEATER,
    ("water drag 6", "chlorate_depleted_g_L"): RESIDENCE,
    ("H2 excess 0.05 and H2 import 0.85 kmol/h", "DI_makeup_kg_h"): NO_BLEACH,
    ("H2 excess 0.05 and H2 import 1.8 kmol/h", "DI_makeup_kg_h"): NO_BLEACH,
}  # fmt: skip


def quantities(steady: Steady) -> dict[str, float]:
    """Figures of a plant at rest under the book's names and in its units."""
    kpi, line = figures(steady), steady.plant.line
    flow, streams = line.streams.flow, line.streams
    conversion = 1.0 - lithium_chloride(flow[13]) / lithium_chloride(flow[12])
    hour = 3600.0
    return {
        "V_cell": kpi["cell_voltage_V"], "SEC_DC_product": kpi["energy_dc_kWh_per_kg"],
        "SEC_site_product": kpi["energy_site_kWh_per_kg"], "R_HCl": kpi["hcl_recovery"], "C_HCl": kpi["hcl_closure"],
        "R_LiCl_loss": kpi["licl_recovery"], "Y_Li": kpi["li_yield"], "loop_water_kg_h": kpi["loop_water_kg_per_h"],
        "current_density_kA_m2": line.electrolysis.seen[0].density / 1e3,
        "HCl_bought_kg_h": -flow[26, OH] * 0.036458 * hour, "feed_kg_h": stream_mass(streams, 1) * hour,
        "hypochlorite_Cl2_kg_h": flow[22, CL2] * 0.0709 * hour, "evaporation_kg_h": stream_mass(streams, 29) * hour,
        "bleed_kg_h": stream_mass(streams, 30) * hour, "single_pass_conversion": conversion,
        "DI_makeup_kg_h": (stream_mass(streams, 49) + M_H2O * flow[7, H2O]) * hour,
        "chlorate_depleted_g_L": flow[13, CLO3] * 0.083447 / volume(steady),
    }  # fmt: skip


def lithium_chloride(flow) -> float:
    """LiCl of a brine stream, as the book counts it [mol/s]."""
    return float(flow[LI] - 2.0 * flow[SO4] - flow[CLO3])


def volume(steady: Steady) -> float:
    """Depleted anolyte [m3/s]."""
    return stream_mass(steady.plant.line.streams, 13) / steady.plant.line.vessels.seen[7].density


@pytest.fixture(scope="module")
def reference() -> dict[str, float]:
    return quantities(at_rest())


@pytest.mark.parametrize("case", CASES)
def test_a_what_if_changes_the_plant_as_in_the_data_book(case, reference):
    tables = {row["case"]: row for row in book_rows("sensitivity")}
    sets = CASES[case]
    steady = at_rest(flowsheet="recycled") if isinstance(sets, str) else at_rest(*sets)
    assert max(steady.closure().values()) <= 1e-9
    wrong = {}
    for name, value in quantities(steady).items():
        before = float(tables["reference"][name])
        expected, found = float(tables[case][name]) - before, value - reference[name]
        if abs(expected) < SMALL * abs(before):
            if abs(found) > 2.0 * SMALL * abs(before):
                wrong[name] = (expected, found)
        elif abs(found - expected) > (CHLORINE_LOOP if case in OF_THE_LOOP else WITHIN) * abs(expected):
            wrong[name] = (expected, found)
    assert wrong.keys() <= {name for one, name in EXCEPTIONS if one == case}, wrong


@pytest.mark.parametrize(("case", "name"), EXCEPTIONS)
def test_even_an_exception_has_the_right_sign(case, name, reference):
    tables = {row["case"]: row for row in book_rows("sensitivity")}
    sets = CASES[case]
    steady = at_rest(flowsheet="recycled") if isinstance(sets, str) else at_rest(*sets)
    expected = float(tables[case][name]) - float(tables["reference"][name])
    assert (quantities(steady)[name] - reference[name]) * expected > 0.0


def test_loop_water_changes_sign_where_the_data_book_says():
    figure = "loop_water_kg_per_h"
    low = figures(at_rest("electrolysis.water_drag=5"))[figure]
    high = figures(at_rest())[figure]
    crossing = 5.0 + 0.5 * low / (low - high)
    assert crossing == pytest.approx(5.36, abs=0.02)


@pytest.mark.parametrize(("current", "expected", "within"), [
    ("5.46 kA", 0.0, 52.0), ("7.551 kA", book()["heat_to_remove_at_load_0.75_kW"], 18.2),
    ("10.068 kA", book()["heat_to_remove_at_load_1_kW"], 51.6), ("5.034 kA", -26.9, 15.0),
])  # fmt: skip
def test_heat_to_remove_follows_the_load(current, expected, within):
    cells = at_rest(f"electrolysis.current={current}").plant.line.electrolysis.seen
    assert sum(cell.cooling for cell in cells) / 1e3 == pytest.approx(expected, abs=within)


def test_two_electrolysers_at_full_current_give_the_heat_of_the_data_book():
    cells = at_rest(*CASES["N-1: two electrolysers at 5.5 kA/m2"]).plant.line.electrolysis.seen
    for cell in cells:
        assert cell.cooling / 1e3 == pytest.approx(book()["N-1_heat_per_electrolyser_kW"], rel=0.05)


@pytest.mark.parametrize("case", [name for name in CASES if "import" not in name and isinstance(CASES[name], tuple)])
def test_without_import_recovery_stays_below_its_hydrogen_bound(case):
    steady = at_rest(*CASES[case])
    h = steady.plant.design.hcl
    assert figures(steady)["hcl_recovery"] <= h.absorption / (1.0 + h.H2_excess) + 1e-9
