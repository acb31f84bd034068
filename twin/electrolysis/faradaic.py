"""The yield model of a chloride cell: currents, areas and voltages given, nothing but Faraday's law inside.

Lives here: the degenerate limit in which other programs can be compared with ours.
Lives elsewhere: the cell whose voltage and efficiency follow from its state (.cells, .voltage).
"""

from __future__ import annotations

from dataclasses import dataclass

from twin.matter.constants import FARADAY


@dataclass(frozen=True, slots=True, kw_only=True)
class FaradaicCell:
    """What such a model says of a cell."""

    electrons: float
    """That make product: current efficiency times current over F [mol/s]."""
    area: float
    """Membrane [m2]."""
    voltage: float
    """[V]"""
    resistance: float
    """[ohm]"""
    power: float
    """[W]"""
    lioh: float
    chlorine: float
    hydrogen: float
    """Products [mol/s]."""
    anolyte: dict[str, float]
    catholyte: dict[str, float]
    """What the two liquids gain, gases included, by species [mol/s]; negative: what they lose."""


def faradaic_cell(
    *, current: float, current_efficiency: float, density: float, reversible: float, overpotentials: float,
    voltage_efficiency: float, water_drag: float = 0.0, cation: str = "Li",
) -> FaradaicCell:  # fmt: skip
    r"""A cell by yields alone.

    .. math:: \dot n_e = \frac{\theta_I I}{F}, \quad V = \frac{V_{rev}}{\theta_V}, \quad
              R = \frac{V - V_{rev} - \eta}{I}, \quad A = \frac{I}{i}                                (1)

    current             I        [A]
    current_efficiency  theta_I  share of the current that makes product            [-]
    density             i        of the membrane                                    [A/m2]
    reversible          V_rev    [V]
    overpotentials      eta      of both electrodes together                        [V]
    voltage_efficiency  theta_V  [-], above 0
    water_drag                   water that each cation takes along                  [-]
    cation                       its name

    2 LiCl + 2 H2O -> 2 LiOH + Cl2 + H2, one hydroxide and half a mole of each gas an electron that makes product; of
    the others nothing is said. Source: (1) the
    electrolyser of WaterTAP (commit 4a26103). Checked: tests/published/watertap_chlor_alkali.toml.

    >>> cell = faradaic_cell(current=3e4, current_efficiency=0.9, density=4000.0, reversible=2.2, overpotentials=0.2,
    ...                      voltage_efficiency=0.8)
    >>> round(cell.electrons, 4), round(cell.voltage, 3), cell.area
    (0.2798, 2.75, 7.5)
    """
    electrons = current_efficiency * current / FARADAY
    voltage = reversible / voltage_efficiency
    return FaradaicCell(
        electrons=electrons, area=current / density, voltage=voltage,
        resistance=(voltage - reversible - overpotentials) / current, power=voltage * current, lioh=electrons,
        chlorine=0.5 * electrons, hydrogen=0.5 * electrons,
        anolyte={cation: -electrons, "Cl": -electrons, "Cl2": 0.5 * electrons, "H2O": -water_drag * electrons},
        catholyte={
            cation: electrons, "OH": electrons, "H2": 0.5 * electrons, "H2O": (water_drag - 1.0) * electrons,
        },
    )  # fmt: skip
