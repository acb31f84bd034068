"""Doubtful parameters at the ends of their likely ranges: what the data book's what-if cases say they move."""

import xml.etree.ElementTree as Xml

import pytest

from dashboards.tornado_chart import tornado, widest
from dashboards.verbs.tornado import DRAWN, page
from flowsheets.loader import read_flowsheet
from flowsheets.tornado import Swing, doubtful, swings
from tests.twin.balance import book_rows
from twin.errors import DesignError

EFFICIENCY, HARDNESS, STEAM = "electrolysis.current_efficiency", "purification.Ca_to_IX", "hcl.steam_fraction"


@pytest.fixture(scope="module")
def found() -> tuple[dict[str, float], list[Swing]]:
    base, rows = swings("reference", paths=(EFFICIENCY, HARDNESS, STEAM))
    return dict(base), rows


def test_current_efficiency_moves_energy_as_the_data_book_says(found):
    base, (efficiency, *_) = found
    book = {row["case"]: row for row in book_rows("sensitivity")}
    span = float(book["current efficiency 0.8"]["SEC_site_product"])
    span -= float(book["current efficiency 0.95"]["SEC_site_product"])
    assert (efficiency.low, efficiency.high) == ("0.8", "0.95")
    assert efficiency.at_low["energy_site_kWh_per_kg"] > base["energy_site_kWh_per_kg"]
    assert efficiency.spread("energy_site_kWh_per_kg", base) == pytest.approx(span, rel=0.1)


def test_the_parameter_that_moves_a_figure_most_stands_first_and_idle_ones_are_left_out(found):
    base, rows = found
    assert next(one.path for one in widest(rows, "energy_site_kWh_per_kg", base, 5)) == EFFICIENCY
    assert STEAM not in [one.path for one in widest(rows, "licl_recovery", base, 5)]
    assert next(one.path for one in widest(rows, "licl_recovery", base, 5)) == HARDNESS


def test_the_chart_is_a_picture_with_a_bar_for_each_end(found):
    base, rows = found
    picture = Xml.fromstring(tornado(rows, "energy_site_kWh_per_kg", "kWh/kg", base))
    bars = [one for one in picture.iter() if one.tag.endswith("rect") and len(one)]
    assert len(bars) == 2 * len(widest(rows, "energy_site_kWh_per_kg", base, 12))


def test_the_page_lists_every_parameter(found):
    base, rows = found
    text = page("reference", base, rows, stem="estimates")
    assert all(f"`{one.path}`" in text for one in rows)
    assert all(f"estimates-{figure}.svg" in text for figure in DRAWN)


def test_every_estimate_of_the_reference_has_a_likely_range():
    case = read_flowsheet("reference")
    without = {
        path for path, one in case.origins.items() if one.source in ("estimated", "calibrated") and one.range is None
    }
    assert without == set()
    assert EFFICIENCY in doubtful(case)
    assert "hcl.H2_excess" not in doubtful(case)


def test_a_path_that_is_none_is_told_with_the_nearest():
    with pytest.raises(
        DesignError, match=r"no parameter 'electrolysis.water_drg'.*Did you mean 'electrolysis.water_drag'"
    ):
        swings("reference", paths=("electrolysis.water_drg",))
