"""Streams for people: the data book's numbers, their substances, totals and temperatures.

Lives here: components of a stream written as the substances that it holds.
Lives elsewhere: the streams of the running line (twin.matter.streams).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from twin.engine.rows import Floats
from twin.line import Line
from twin.matter.components import (
    AL,
    BA,
    CA,
    CL,
    CL2,
    CLO3,
    CO3,
    COUNT,
    FE,
    H2,
    H2O,
    INS,
    IOD,
    LI,
    MG,
    MOLAR_MASS,
    N2,
    NA,
    NI,
    O2,
    OH,
    PO4,
    SI,
    SO4,
    SR,
    B,
    F,
    K,
    substance,
)  # fmt: skip
from twin.matter.streams import TEMPERATURE

HOUR = 3600.0
TRACE = 1e-9
"""Flow below which a substance is not listed [kg/h]."""
TITLES = {
    1: "Li2CO3 feed", 2: "recovered Li2CO3 cake", 3: "acid to R-101A", 4: "recycled brine", 5: "dissolver off-gas",
    6: "loop water make-up", 7: "BaCl2 solution", 8: "base to precipitation", 9: "filter cake", 10: "IX return",
    11: "acid to anolyte", 12: "anolyte feed", 13: "depleted anolyte", 14: "wet chlorine", 15: "DI to catholyte",
    16: "catholyte product", 17: "wet hydrogen", 18: "acid to dechlorination", 19: "recovered chlorine",
    20: "brine purge", 21: "chlorine to burner", 22: "chlorine to hypochlorite", 23: "hydrogen to burner",
    24: "absorber water", 25: "product acid", 26: "bought acid", 27: "tail gas", 28: "crystalliser feed",
    29: "condensate", 30: "mother-liquor bleed", 31: "product", 32: "CO2 to carbonation", 33: "bleed filtrate",
    34: "LiOH to IX", 35: "acid to IX", 36: "acid trim R-101B", 37: "raw brine", 38: "filtered brine",
    39: "polished brine", 40: "IX effluent", 42: "Li2CO3 dose", 43: "wash water", 44: "wet cake", 45: "dryer vapour",
    46: "IX water", 47: "cake wash", 48: "sump return", 49: "DI make-up", 50: "hydrogen condensate",
    51: "chlorine condensate", 52: "NaOH", 53: "dilution water", 54: "hypochlorite", 55: "vent", 56: "packed product",
    57: "handling loss", 58: "loop water surplus", 59: "air in-leak", 60: "hydrogen import",
    61: "condensate overflow",
    66: "H2O2 to filtrate", 67: "oxygen of the peroxide", 68: "tail gas to burner",
    69: "boiler feed water", 70: "steam", 71: "purge nitrogen",
    72: "held back by side beds",
    78: "changed resin",
    80: "CO2 of drying gas", 81: "CO2 breathed by T-601",
    82: "aluminium to the side stream", 83: "oxygen to the side stream", 84: "Li-Al hydroxide",
    85: "side stream effluent",
}  # fmt: skip
GASES = frozenset({5, 14, 17, 19, 21, 22, 23, 27, 32, 45, 55, 59, 60, 67, 68, 70, 71, 80, 81, 83})
CRYSTALS = frozenset({31, 44, 56, 57})


@dataclass(frozen=True, slots=True)
class StreamRow:
    """One stream as people read it."""

    name: str
    title: str
    temperature: float
    """[K]"""
    total: float
    """[kg/h]"""
    substances: dict[str, float]
    """[kg/h]"""


def stream_table(line: Line) -> list[StreamRow]:
    """All streams that flow now, in order."""
    found = []
    for number, title in TITLES.items():
        flow = line.streams.flow[number]
        total = float(flow[:COUNT] @ MOLAR_MASS) * HOUR
        if total > TRACE:
            parts = substances(
                flow[:COUNT], gas=number in GASES, crystals=number in CRYSTALS, hydrolysis=_hydrolysis(line, flow)
            )
            found.append(StreamRow(f"S{number:02d}", title, float(flow[TEMPERATURE]), total, parts))
    return found


def _hydrolysis(line: Line, flow: Floats) -> float:
    """Chlorine's hydrolysis constant times a stream's volume flow, taken as dense as anolyte [mol/s]."""
    unit = line.electrolysis.units[0]
    density = max(float(line.vessels.seen[unit.anolyte].density), 1.0)
    return float(unit.hydrolysis) * float(flow[:COUNT] @ MOLAR_MASS) / density


class _Shares:
    """What is left of a stream while substances are taken out of it."""

    def __init__(self, flow: Floats) -> None:
        self.rest = np.array(flow, float)
        self.amounts: dict[str, float] = {}

    def take(self, name: str, moles: float) -> None:
        """Count a substance [mol/s], if there is any."""
        if moles > 0.0:
            self.amounts[name] = self.amounts.get(name, 0.0) + moles
            self.rest -= moles * substance(name)

    def has(self, component: int) -> float:
        """What is left of a component [mol/s]."""
        return float(self.rest[component])


def hypochlorous_acid(*, chlorine: float, base: float, hydrolysis: float) -> float:
    r"""HOCl in brine that holds active chlorine [mol/s].

    .. math:: h^2 + (K + b) h + K (b - c) = 0, \quad n_{HOCl} = b + h                                  (1)

    chlorine    c  Cl2 and HOCl together; base  b  net hydroxide, HOCl less free acid h       [mol/s]
    hydrolysis  K  [HOCl][H+]/[Cl2] times the volume flow; 0: what free acid there is, is unknown [mol/s]

    Source: (1) hydrolysis equilibrium of chlorine, Cl2 + H2O = HOCl + H+ + Cl-, with its charge balance.

    >>> round(hypochlorous_acid(chlorine=2.0, base=0.0, hydrolysis=1.0), 6)
    1.0
    """
    if hydrolysis <= 0.0 or base >= chlorine:
        return max(min(chlorine, base), 0.0)
    half = 0.5 * (hydrolysis + base)
    acid = math.sqrt(half * half + hydrolysis * (chlorine - base)) - half
    return min(max(base + acid, 0.0), chlorine)


def substances(flow: Floats, *, gas: bool, crystals: bool = False, hydrolysis: float = 0.0) -> dict[str, float]:
    """Component flows [mol/s] as substances [kg/h]; their sum is the stream's mass.

    Active chlorine in brine is Cl2 and HClO in equilibrium beside free acid (`hypochlorous_acid`). Brines and solids:
    carbonate takes calcium, magnesium, then sodium without chloride, then lithium; sodium is hydroxide in lye, chloride
    in brine. Gases: Cl is HCl, CO3 is CO2.
    """
    shares = _Shares(flow)
    if gas:
        for name, component in (("HCl", CL), ("CO2", CO3), ("Cl2", CL2), ("H2", H2), ("O2", O2), ("N2", N2)):
            shares.take(name, shares.has(component))
    else:
        shares.take("H2O2", 2.0 * shares.has(O2))
        _take_solids(shares)
        _take_chlorine(shares, hydrolysis)
        _take_carbonates(shares)
        _take_hydroxides(shares, crystals=crystals)
        _take_chlorides(shares)
    shares.take("H2O", shares.has(H2O))
    masses = {name: moles * float(substance(name) @ MOLAR_MASS) * HOUR for name, moles in shares.amounts.items()}
    return {name: value for name, value in masses.items() if value > TRACE}


def _take_solids(s: _Shares) -> None:
    s.take("Al", -s.has(O2) / 0.75)
    s.take("INS", s.has(INS))
    s.take("BaSO4", min(s.has(BA), s.has(SO4)))
    s.take("BaCO3" if s.has(CL) < s.has(CO3) else "BaCl2", s.has(BA))
    s.take("SiO2", s.has(SI))
    s.take("H3BO3", s.has(B))
    s.take("Ca3(PO4)2", min(0.5 * s.has(PO4), s.has(CA) / 3.0 if s.has(CA) > s.has(CO3) else 0.0))
    for name, component in (("Li3PO4", PO4), ("LiF", F), ("LiI", IOD)):
        s.take(name, s.has(component))
    _take_metals(s)
    if s.has(OH) > s.has(CL):
        s.take("Mg(OH)2", min(s.has(MG), 0.5 * s.has(OH)))


def _take_metals(s: _Shares) -> None:
    for base, chloride, component, order in (
        ("Fe(OH)3", "FeCl3", FE, 3.0), ("Al(OH)3", "AlCl3", AL, 3.0), ("Ni(OH)2", "NiCl2", NI, 2.0),
    ):  # fmt: skip
        s.take(base, min(s.has(component), s.has(OH) / order))
        s.take(chloride, s.has(component))
    s.take("SrCO3", min(s.has(SR), s.has(CO3)))
    s.take("SrCl2", s.has(SR))


def _take_chlorine(s: _Shares, hydrolysis: float) -> None:
    if s.has(OH) > 1.5 * s.has(CL2) and s.has(NA) > s.has(CL2):
        s.take("NaClO", s.has(CL2))
    base = s.has(OH) + 2.0 * s.has(CO3)
    s.take("HClO", hypochlorous_acid(chlorine=s.has(CL2), base=base, hydrolysis=hydrolysis))
    s.take("Cl2", s.has(CL2))


def _take_carbonates(s: _Shares) -> None:
    s.take("CO2", min(s.has(CO3), -0.5 * s.has(OH)))
    s.take("CaCO3", min(s.has(CA), s.has(CO3)))
    s.take("MgCO3", min(s.has(MG), s.has(CO3)))
    s.take("Na2CO3", min(0.5 * (s.has(NA) - s.has(CL)), s.has(CO3)))
    s.take("K2CO3", min(0.5 * (s.has(K) - max(s.has(CL) - s.has(NA), 0.0)), s.has(CO3)))
    s.take("Li2CO3", s.has(CO3))
    s.take("Li2SO4", s.has(SO4))
    s.take("LiClO3", s.has(CLO3))


def _take_hydroxides(s: _Shares, *, crystals: bool) -> None:
    s.take("HCl", -s.has(OH))
    if s.has(OH) > s.has(CL) or s.has(NA) > s.has(CL):
        s.take("NaOH", min(s.has(NA), s.has(OH)))
        s.take("KOH", min(s.has(K), s.has(OH)))
    s.take("LiOH.H2O" if crystals else "LiOH", s.has(OH))


def _take_chlorides(s: _Shares) -> None:
    s.take("NaCl", min(s.has(NA), s.has(CL)))
    s.take("KCl", min(s.has(K), s.has(CL)))
    s.take("KCl", min(s.has(K), s.has(CL)))
    s.take("CaCl2", s.has(CA))
    s.take("MgCl2", s.has(MG))
    s.take("LiCl", s.has(LI))
