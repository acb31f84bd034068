"""Which vessels the line has as rows, from the design's nameplates, and what they hold at the start.

Lives here: names, order and first filling.
Lives elsewhere: what a vessel is (twin.matter.vessels); topology (twin.line).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twin.design import Design
from twin.engine.rows import Floats
from twin.errors import DesignError
from twin.hcl.equations import fresh_lye
from twin.matter.components import COUNT, LIQUID, MOLAR_MASS, substance
from twin.matter.constants import M_H2O
from twin.matter.density import density
from twin.matter.enthalpy import liquid_enthalpy
from twin.matter.vessels import WIDTH, Vessel
from twin.plant_nameplate import KEPT_BY, VesselPlate

SPARE = 0.1
"""Volume that a row without a liquid is given [m3]."""
MACHINES = (
    "R-101A", "R-101B", "T-201", "R-201", "R-202", "T-202", "T-203", "T-401", "R-402", "T-402", "T-501", "T-601",
    "X-601", "T-602", "T-603", "T-901", "T-801", "T-802",
)  # fmt: skip
SOLIDS = ("F-203", "H-604", "R-651")
"""Rows that hold solids: cake on filters, wet cake, recovered carbonate."""
BOILING = ("X-601",)
"""Vessels whose temperature follows from their pressure; `T` is that of the first filling."""
PAIRED = {"T-501": ("T-501", "T-502")}
"""Tanks that stand side by side on one line are one row."""


@dataclass(frozen=True, slots=True)
class VesselRow:
    """A vessel and its first filling."""

    name: str
    plate: Vessel
    filling: Floats
    """Components [mol] and enthalpy [J]."""


def letter(k: int) -> str:
    """Electrolysers and columns are lettered A, B, C ..."""
    return chr(ord("A") + k)


def vessel_rows(design: Design) -> list[VesselRow]:
    """All vessels of a line, in the order of their rows. DesignError names a vessel that the flowsheet lacks."""
    found = [_tank(design, name, row) for row, name in enumerate(MACHINES)]
    for name in SOLIDS:
        found.append(VesselRow(name, Vessel(SPARE, 0.0, 0.0, len(found)), np.zeros(WIDTH)))
    for k in range(design.dissolution.batch_reactors):
        found.append(_reactor(design, k, len(found)))
    for k in range(design.electrolysis.electrolysers):
        found += _loops_of(design, k, len(found))
    return found


def _tank(design: Design, name: str, row: int) -> VesselRow:
    plates = [design.vessel(n) for n in PAIRED.get(name, (name,))]
    capacity = sum(plate.volume or 0.0 for plate in plates)
    if capacity <= 0.0:
        raise DesignError(f"vessel {name} has no volume. Give it one, such as `volume: 20 m3`.")
    first, kept = plates[0], kept_at(design, plates[0])
    held, set_point = composition(design, name), 0.0 if name in BOILING else kept
    return VesselRow(name, Vessel(capacity, 0.0, set_point, row), filled(held, capacity * first.level, kept))


def kept_at(design: Design, plate: VesselPlate) -> float:
    """Temperature at which a vessel is kept [K]: its own, else that of its section's parameter `T`."""
    if plate.T is not None:
        return plate.T
    section = KEPT_BY.get(plate.name)
    if section is None:
        raise DesignError(f"vessel {plate.name} has no temperature. Give it one, such as `T: 60 degC`.")
    return float(getattr(design, section).T)


def _reactor(design: Design, k: int, row: int) -> VesselRow:
    """A batch reactor, with the heel that a batch leaves: its `level`."""
    plate = design.vessel("R-101")
    capacity = plate.volume or 1.0
    kept = kept_at(design, plate)
    held = filled(composition(design, "R-101B"), plate.level * capacity, kept)
    return VesselRow(f"R-101-{k + 1}", Vessel(capacity, 0.0, kept, row), held)


def _loops_of(design: Design, k: int, row: int) -> list[VesselRow]:
    """Anolyte and catholyte of one electrolyser; they share one temperature, which the cooler holds."""
    e, n = design.electrolysis, design.electrolysis.electrolysers
    tank, common = design.vessel("V-301"), design.vessel("V-302")
    anolyte, catholyte = design.vessel("E-301-anolyte").volume or 0.0, design.vessel("E-301-catholyte").volume or 0.0
    return [
        VesselRow(
            f"E-301{letter(k)}-anolyte", Vessel(tank.volume or 1.0, anolyte, 0.0, row + 1),
            filled(composition(design, "anolyte"), anolyte + tank.level * (tank.volume or 1.0), e.T),
        ),
        VesselRow(
            f"E-301{letter(k)}-catholyte", Vessel((common.volume or 1.0) / n, catholyte, 0.0, row),
            filled(composition(design, "T-601"), catholyte + common.level * (common.volume or 1.0) / n, e.T),
        ),
    ]  # fmt: skip


def composition(design: Design, name: str) -> dict[str, float]:
    """What a vessel holds at the start, as mass fractions beside water [kg/kg]: near the steady state."""
    e, hcl, c = design.electrolysis, design.hcl.acid_strength, design.crystallisation
    traces = {"Li2SO4": 0.003, "LiClO3": 0.0019, "NaCl": 0.0005}
    raw = {"LiCl": 1.03 * e.anolyte_in, **traces}
    polished = {"LiCl": 1.025 * e.anolyte_in, "LiOH": 0.0002, "Li2CO3": 0.0003, **traces}
    depleted = {"LiCl": e.anolyte_out, "Li2SO4": 0.007, "LiClO3": 0.0078, "NaCl": 0.0004, "Cl2": 0.0004}
    recycle = {"LiCl": 0.905 * e.anolyte_out, "HCl": 0.0136, "Li2SO4": 0.0063, "LiClO3": 0.0039, "NaCl": 0.0003}
    liquor = {"LiOH": c.ml_LiOH, "NaOH": c.ml_Na * 1.74, "LiCl": 0.0028}
    b, spent = design.hypochlorite, design.interlock("I-78").value
    lye = min(fresh_lye(product=b.strength, left=spent, carbon_dioxide=0.0, hydrogen_chloride=0.0), b.NaOH_strength)
    solid = c.slurry
    slurry = {key: value * (1.0 - solid) for key, value in liquor.items()} | {"LiOH.H2O": solid}
    known: dict[str, dict[str, float]] = {
        "R-101A": raw, "R-101B": raw, "T-201": raw, "R-201": polished, "R-202": polished, "T-202": polished,
        "T-203": polished, "T-401": depleted, "anolyte": depleted, "T-402": recycle,
        "R-402": {"LiCl": 0.18, "HCl": 0.026, "Li2SO4": 0.006, "LiClO3": 0.0015}, "T-501": {"HCl": hcl},
        "T-601": {"LiOH": e.catholyte, "NaOH": 0.00023, "LiCl": 0.00004}, "X-601": slurry, "T-602": liquor,
        "T-603": {}, "T-901": {}, "T-801": {"NaOH": lye}, "T-802": {"NaOH": lye},
    }  # fmt: skip
    return known[name]


def filled(shares: dict[str, float], volume: float, temperature: float) -> Floats:
    """Components and enthalpy of a volume [m3] of a mixture given by mass fractions beside water, at [K]."""
    per_kg = np.zeros(COUNT)
    for name, share in shares.items():
        vector = substance(name)
        per_kg += share / float(vector @ MOLAR_MASS) * vector
    per_kg += (1.0 - sum(shares.values())) / M_H2O * substance("H2O")
    lioh = shares.get("LiOH", 0.0) + 0.57 * shares.get("LiOH.H2O", 0.0)
    salt = sum(shares.get(n, 0.0) for n in ("LiCl", "Li2SO4", "LiClO3", "NaCl"))
    mass = volume * density(
        temperature=temperature, w_licl=salt, w_lioh=lioh, w_hcl=shares.get("HCl", 0.0), w_nacl=0.0,
        w_naoh=shares.get("NaOH", 0.0),
    )  # fmt: skip
    held = (mass * per_kg[:LIQUID]).reshape(1, -1)
    return np.append(held[0], liquid_enthalpy(held, 0, temperature))
