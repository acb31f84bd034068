"""`litwin cell`: one element, or the yield model that other programs have.

Lives here: reading strengths and quantities, words and JSON. Lives elsewhere: the cell (twin.electrolysis).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboards.answer import Answer, table
from dashboards.progress import say
from dashboards.verbs.model import prepared
from flowsheets.loader import read_design
from twin.electrolysis.faradaic import faradaic_cell
from twin.electrolysis.low_load import HIGHEST_SHARE
from twin.electrolysis.report import ENERGY_BASIS, FIDELITIES, cell_report, low_load_report
from twin.errors import DesignError
from twin.line_builder import Builder
from twin.matter.constants import M_MONOHYDRATE
from twin.units import from_si, to_si

FLOWSHEET = "reference"
MOST_HOLE = 1e-4
"""Of a hole [m2]: a tear of 1 cm, with which no element stays on load."""


def run(
    *, current_density: str, temperature: str, anolyte: str, catholyte: str, faradaic: bool, current: str | None,
    current_efficiency: float | None, membrane_current_density: str | None, reversible_voltage: str | None,
    overpotentials: str | None, voltage_efficiency: float | None, fidelity: str, low_load_test: bool,
    load: float | None, hole: Sequence[str],
) -> Answer:  # fmt: skip
    """Ask the cell, one way or the other."""
    if faradaic:
        return _faradaic(
            current=current, current_efficiency=current_efficiency, density=membrane_current_density,
            reversible=reversible_voltage, overpotentials=overpotentials, voltage_efficiency=voltage_efficiency,
        )  # fmt: skip
    given = {
        "--current": current, "--membrane-current-density": membrane_current_density,
        "--reversible-voltage": reversible_voltage, "--overpotentials": overpotentials,
        "--voltage-efficiency": voltage_efficiency,
    }  # fmt: skip
    if wrong := [name for name, value in given.items() if value is not None]:
        raise DesignError(f"cell: {', '.join(wrong)} is for the yield model only. Add --faradaic, or leave it out.")
    if fidelity not in FIDELITIES:
        raise DesignError(f"--fidelity: got '{fidelity}'. Allowed: {', '.join(FIDELITIES)}.")
    with prepared(say):
        builder = Builder(read_design(FLOWSHEET, [f"electrolysis.fidelity={FIDELITIES.index(fidelity)}"]))
    if low_load_test:
        return _low_load(builder, load, hole)
    if load is not None or hole:
        raise DesignError(
            "cell: --load and --hole belong to the low-load test. Add --low-load-test, or leave them out."
        )
    data = cell_report(
        builder.tables, builder.line.electrolysis.units[0],
        density=_within("--current-density", current_density, 0.0, 2e4, "kA/m2"),
        temperature=_within("--temperature", temperature, 278.15, 373.15, "degC"),
        licl=_strength(anolyte, "LiCl", "--anolyte", 0.45), lioh=_strength(catholyte, "LiOH", "--catholyte", 0.148),
        most=builder.design.limits.i_max, efficiency=current_efficiency,
    )  # fmt: skip
    data["flowsheet"] = builder.design.name
    return Answer(_words(data), data)


def _low_load(builder: Builder, load: float | None, holes: Sequence[str]) -> Answer:
    share = builder.design.electrolysis.low_load if load is None else load
    if not 0.0 < share <= HIGHEST_SHARE:
        raise DesignError(f"--load: got {share:g}. Allowed: above 0 to {HIGHEST_SHARE:g}, the range of the test.")
    count = builder.design.electrolysis.elements
    data = low_load_report(
        builder.line.electrolysis, builder.line.vessels, k=0, share=share,
        holes=dict(_hole(text, count) for text in holes),
    )  # fmt: skip
    rows = [
        [str(one["element"]), f"{one['on_load_V']:.3f} V", f"{one['low_load_V']:.3f} V",
         f"{1e3 * one['deviation_V']:+.0f} mV", "damaged" if one["damaged"] else ""]
        for one in data["elements"]
    ]  # fmt: skip
    words = table(rows, head=["element", "on load", f"at {share:.0%}", "off its line", ""])
    return Answer(words, data | {"flowsheet": builder.design.name})


def _hole(text: str, count: int) -> tuple[int, float]:
    """`7=2 mm2` as element and area [m2]."""
    number, equals, area = text.partition("=")
    if not equals or not number.strip().isdigit() or not 1 <= int(number) <= count:
        raise DesignError(f"--hole: got '{text}'. Write element (1 to {count}) and area, such as '7=2 mm2'.")
    hole = to_si(area.strip(), "mm2", what="--hole")
    if not 0.0 <= hole <= MOST_HOLE:
        raise DesignError(f"--hole: got '{text}'. Allowed: an area of 0 to {from_si(MOST_HOLE, 'mm2'):g} mm2.")
    return int(number), hole


def _within(what: str, text: str, low: float, high: float, unit: str) -> float:
    value = to_si(text, unit, what=what)
    if not low <= value <= high:
        least, most = from_si(low, unit), from_si(high, unit)
        raise DesignError(f"{what}: {text} is outside {least:g} to {most:g} {unit}, where the model holds.")
    return value


def _strength(text: str, salt: str, what: str, most: float) -> float:
    """`LiCl=20 wt%` as a mass fraction."""
    name, equals, amount = text.partition("=")
    number, _, unit = amount.strip().partition(" ")
    try:
        value = float(number)
    except ValueError:
        value = float("nan")
    if not equals or name.strip() != salt or unit.strip() not in ("wt%", "%", "kg/kg") or not value > 0.0:
        raise DesignError(f"{what}: got '{text}', which is no strength of {salt}. {_example(salt, most)}")
    share = value if unit.strip() == "kg/kg" else value / 100.0
    if share > most:
        raise DesignError(f"{what}: got '{text}', more than the model knows. {_example(salt, most)}")
    return share


def _example(salt: str, most: float) -> str:
    usual = {"LiCl": 20, "LiOH": 10}[salt]
    return f"Allowed: above 0 to {100.0 * most:g} wt%, or a share in kg/kg. Write it as '{salt}={usual} wt%'."


def _faradaic(
    *, current: str | None, current_efficiency: float | None, density: str | None, reversible: str | None,
    overpotentials: str | None, voltage_efficiency: float | None,
) -> Answer:  # fmt: skip
    needed = {
        "--current": current, "--current-efficiency": current_efficiency, "--membrane-current-density": density,
    }  # fmt: skip
    if missing := [name for name, value in needed.items() if value is None]:
        raise DesignError(f"cell --faradaic: {', '.join(missing)} is missing. Give it, such as --current '30 kA'.")
    amperes = to_si(str(current), "kA", what="--current")
    if not amperes > 0.0 or not (voltage_efficiency or 0.8) > 0.0:
        raise DesignError("cell --faradaic: current and voltage efficiency are above zero.")
    cell = faradaic_cell(
        current=amperes, current_efficiency=float(current_efficiency or 0.0),
        density=to_si(str(density), "kA/m2", what="--membrane-current-density"),
        reversible=to_si(reversible or "2.2 V", "V", what="--reversible-voltage"),
        overpotentials=to_si(overpotentials or "0.2 V", "V", what="--overpotentials"),
        voltage_efficiency=0.8 if voltage_efficiency is None else voltage_efficiency,
    )  # fmt: skip
    made = cell.lioh
    data: dict[str, Any] = {
        "voltage_V": cell.voltage,
        "breakdown_V": None, "current_efficiency": current_efficiency,
        "energy_dc_kWh_per_kg": cell.power / (made * M_MONOHYDRATE) / 3.6e6 if made else None,
        "energy_basis": ENERGY_BASIS, "reason": "" if made else "no LiOH is made",
        "rates_mol_per_s": {"LiOH": made, "Cl2": cell.chlorine, "H2": cell.hydrogen, "O2": 0.0},
        "area_m2": cell.area, "electrons_mol_per_s": cell.electrons, "resistance_ohm": cell.resistance,
        "power_W": cell.power, "fidelity": "faradaic",
        "gained_mol_per_s": {"anolyte": cell.anolyte, "catholyte": cell.catholyte},
    }  # fmt: skip
    return Answer(_words(data), data)


def _words(data: dict[str, Any]) -> str:
    rows = [["voltage", f"{data['voltage_V']:.3f} V"]]
    rows += [[f"  {name}", f"{value:.3f} V"] for name, value in (data["breakdown_V"] or {}).items()]
    for key, name, unit in (("current_efficiency", "current efficiency", ""),
                            ("energy_dc_kWh_per_kg", "energy (LiOH.H2O made)", " kWh/kg")):  # fmt: skip
        value = data[key]
        rows.append([name, f"n/a: {data['reason']}" if value is None else f"{value:.4f}{unit}"])
    rows += [[f"{name} made", f"{value:.4g} mol/s"] for name, value in data["rates_mol_per_s"].items()]
    if "resistance_ohm" in data:
        rows += [
            ["membrane area", f"{data['area_m2']:.3f} m2"], ["resistance", f"{data['resistance_ohm']:.4g} ohm"],
            ["power", f"{data['power_W'] / 1e3:.2f} kW"],
        ]  # fmt: skip
    return "\n".join([table(rows, head=["one cell", ""]), *(f"outside: {text}" for text in data.get("outside", ()))])
