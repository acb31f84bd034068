"""What-if cases of the process data book: the change of each figure in sign and size, by the same words."""

from pathlib import Path

import pytest

from tests.twin.balance import at_rest, book, book_rows, figures
from twin.limits import exceeded
from twin.matter.components import CL2, CLO3, H2O, LI, OH, SO4
from twin.matter.constants import M_H2O
from twin.matter.streams import stream_mass
from twin.steady import Steady

PAGE = Path(__file__).parents[2] / "docs/what-ifs.md"
WITHIN = 0.10
"""Agreement asked of a change."""
SMALL = 4e-3
"""Change, as a share of the reference, below which only sameness is asked."""

CASES: dict[str, tuple[str, ...] | str] = {
    **{f"H2 excess {x}": (f"hcl.H2_excess={x}",) for x in ("0.01", "0.02", "0.03", "0.05", "0.06", "0.08", "0.1")},
    **{
        f"H2 excess 0.05 and H2 import {x} kmol/h": ("hcl.H2_excess=0.05", f"hcl.H2_import={x} kmol/h")
        for x in ("0.4", "0.85", "1.8")
    },
    **{
        f"current efficiency {x}": (f"electrolysis.current_efficiency={x}",)
        for x in ("0.8", "0.85", "0.86", "0.93", "0.95")
    },
    **{f"water drag {x}": (f"electrolysis.water_drag={x}",) for x in ("4", "4.5", "5", "5.25", "6")},
    **{f"acid strength {x}": (f"hcl.acid_strength={x}",) for x in ("0.31", "0.32", "0.35", "0.36")},
    **{f"purge {x} kg/h": (f"loop.purge={x} kg/h",) for x in ("50", "100")},
    **{f"parasitic water {x} kg/h": (f"loop.parasitic_water={x} kg/h",) for x in ("0", "250")},
    **{
        f"Ca+Mg to IX {x} mg/L": (
            f"purification.Ca_to_IX={0.95 * x:.4g} mg/L",
            f"purification.Mg_to_IX={0.05 * x:.4g} mg/L",
        )
        for x in (3, 5, 16)
    },
    "air in-leak 3 kg/h": ("dechlorination.air_inleak=3 kg/h",),
    "H2 vent 0.2 %": ("hcl.H2_vent=0.002",),
    "absorption 0.995": ("hcl.absorption=0.995",),
    "N-1: two electrolysers at 5.5 kA/m2": ("electrolysis.electrolysers=2", "electrolysis.current=14.85 kA"),
    "N-1 at nominal current density": ("electrolysis.electrolysers=2", "electrolysis.current=10.068 kA"),
    "recycled feed (Na 0.35 %, SO4 0.44 %)": "recycled",
    "battery-grade feed": "battery-feed",
    "catholyte 0.08": ("electrolysis.catholyte=0.08", "electrolysis.current_efficiency=0.8665442"),
    "catholyte 0.09": ("electrolysis.catholyte=0.09", "electrolysis.current_efficiency=0.8853267"),
    "catholyte 0.095": ("electrolysis.catholyte=0.095", "electrolysis.current_efficiency=0.8931047"),
    "catholyte 0.105": ("electrolysis.catholyte=0.105", "electrolysis.current_efficiency=0.9061456"),
}
"""Every row of the book with a solution: flowsheet or changes of one. The book changes the catholyte's strength at a
fixed efficiency of 90 %; here a weaker one leaks less hydroxide back (estimated surface), so the reference efficiency
is set for 90 % to come out."""
NO_BLEACH = "with no chlorine left over the book's dilution water of the hypochlorite unit turns negative"
HEATER = (
    "the book takes 38 kWh/t at any evaporation; a given heater asks its compressor for more pressure when more boils"
)
RESIDENCE = "chlorate is destroyed at first order: less depleted brine stays longer in R-402 and loses more than 80 %"
ACTIVITY = "the book's reversible voltage is linear, 14 mV per mol/kg LiOH; the activity table gives less of a slope"
STRONG = "stronger acid lets more HCl pass the film absorber; the book absorbs the same share at any strength"
SLOWER = "brine that flows slower comes nearer to equilibrium, which spares columns and rinse water; the book: 9.5 mg/L"
PHOSPHATE = "phosphate takes half of the calcium before carbonate does, which spares the columns; the book: 9.5 mg/L"
KINK = "make-up grows only by what loop water falls below nothing: the rest of a change that agrees, 19 kg/h against 27"
STRIPPED = "0.05 kg/h more chlorine stays in 9.9 m3/h of stripped brine; the book lets none; 0.11 against 0.19 kg/h"
THIN = "a change of 1-6 kg/h is the small rest of large flows: 0.1 to 0.3 kg/h apart, of 83"
CLEANER = "cleaner feed brings less calcium: 8.7 mg/L to the columns, fewer rinses; the book keeps 10 at any feed"
BATTERY, SINGLE = "battery-grade feed", "N-1 at nominal current density"
RECYCLED, SPARE = "recycled feed (Na 0.35 %, SO4 0.44 %)", "N-1: two electrolysers at 5.5 kA/m2"
WEAK = tuple(f"catholyte {x}" for x in ("0.08", "0.09", "0.095", "0.105"))
DRAGS = tuple(f"water drag {x}" for x in ("4", "4.5", "5", "5.25", "6"))
EXCEPTIONS = {
    (SPARE, "loop_water_kg_h"): SLOWER, (SINGLE, "SEC_site_product"): HEATER, (RECYCLED, "feed_kg_h"): PHOSPHATE,
    (RECYCLED, "chlorate_depleted_g_L"): PHOSPHATE, (BATTERY, "chlorate_depleted_g_L"): RESIDENCE,
    **{(BATTERY, name): CLEANER for name in ("loop_water_kg_h", "HCl_bought_kg_h", "DI_makeup_kg_h")},
    ("acid strength 0.36", "HCl_bought_kg_h"): STRONG, ("acid strength 0.36", "DI_makeup_kg_h"): STRONG,
    ("water drag 6", "HCl_bought_kg_h"): RESIDENCE, ("water drag 4", "hypochlorite_Cl2_kg_h"): STRIPPED,
    **{(case, "chlorate_depleted_g_L"): RESIDENCE for case in DRAGS},
    **{(f"current efficiency {x}", "DI_makeup_kg_h"): KINK for x in ("0.8", "0.85", "0.86")},
    ("catholyte 0.08", "chlorate_depleted_g_L"): RESIDENCE,
    ("catholyte 0.08", "V_cell"): ACTIVITY, ("catholyte 0.08", "SEC_DC_product"): ACTIVITY,
    **{(case, "SEC_site_product"): HEATER for case in WEAK}, **{(case, "loop_water_kg_h"): THIN for case in WEAK},
    **{(f"H2 excess 0.05 and H2 import {x} kmol/h", "DI_makeup_kg_h"): NO_BLEACH for x in ("0.85", "1.8")},
}  # fmt: skip


def at_case(case: str) -> Steady:
    """The plant of a row of the book."""
    sets = CASES[case]
    return at_rest(flowsheet=sets) if isinstance(sets, str) else at_rest(*sets)


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
    steady = at_case(case)
    assert max(steady.closure().values()) <= 1e-9
    wrong = {}
    for name, value in quantities(steady).items():
        before = float(tables["reference"][name])
        expected, found = float(tables[case][name]) - before, value - reference[name]
        if abs(expected) < SMALL * abs(before):
            if abs(found) > 2.0 * SMALL * abs(before):
                wrong[name] = (expected, found)
        elif abs(found - expected) > WITHIN * abs(expected):
            wrong[name] = (expected, found)
    assert wrong.keys() <= {name for one, name in EXCEPTIONS if one == case}, wrong


@pytest.mark.parametrize(("case", "name"), EXCEPTIONS)
def test_even_an_exception_has_the_right_sign(case, name, reference):
    tables = {row["case"]: row for row in book_rows("sensitivity")}
    steady = at_case(case)
    expected = float(tables[case][name]) - float(tables["reference"][name])
    found = quantities(steady)[name] - reference[name]
    assert found * expected > 0.0
    assert told()[case, name] == (pytest.approx(expected, rel=0.01), pytest.approx(found, rel=0.05))


def told() -> dict[tuple[str, str], tuple[float, float]]:
    """Both changes of each row of the page on what-ifs."""
    rows = [row.strip("| ").split(" | ") for row in PAGE.read_text().splitlines() if row.startswith("| ")][1:]
    return {(case, name): (float(expected), float(found)) for case, name, expected, found, _ in rows}


def test_the_page_on_what_ifs_tells_each_exception_and_no_other():
    assert told().keys() == EXCEPTIONS.keys()
    assert f"one changed parameter at a time: {len(CASES)} rows" in PAGE.read_text()


def test_what_the_data_book_finds_no_feed_for_is_told_here():
    rows = [row["case"] for row in book_rows("sensitivity")]
    assert set(rows) - set(CASES) == {"reference", "water drag 6.5"}
    assert "next to no anolyte is left to overflow" in " ".join(exceeded(at_rest("electrolysis.water_drag=6.5").plant))


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
    cells = at_case(SPARE).plant.line.electrolysis.seen
    for cell in cells:
        assert cell.cooling / 1e3 == pytest.approx(book()["N-1_heat_per_electrolyser_kW"], rel=0.05)


@pytest.mark.parametrize("case", [name for name in CASES if "import" not in name and isinstance(CASES[name], tuple)])
def test_without_import_recovery_stays_below_its_hydrogen_bound(case):
    steady = at_case(case)
    h = steady.plant.design.hcl
    assert figures(steady)["hcl_recovery"] <= h.absorption / (1.0 + h.H2_excess) + 1e-9
