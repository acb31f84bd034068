"""The lithium carbonate that is fed: its analysis, and what it brings in components.

Lives here: a lot, the neutral compounds in which its elements come; LiCl concentrate that is fed beside it.
Lives elsewhere: how it dissolves (.equations, .equipment), which lot comes when (.lots).
"""

from __future__ import annotations

from dataclasses import dataclass

from twin.engine.compiled import compiled
from twin.engine.rows import Floats
from twin.matter.components import AL, BA, CA, CL, CO3, FE, H2O, INS, IOD, LI, MG, NA, NI, OH, PO4, SI, SO4, SR, B, F, K
from twin.matter.constants import (
    M_AL,
    M_B,
    M_BA,
    M_CA,
    M_CACL2,
    M_CACO3,
    M_CL,
    M_CO3,
    M_F,
    M_FE,
    M_H2O,
    M_H3BO3,
    M_I,
    M_INS,
    M_K,
    M_LI,
    M_LI2CO3,
    M_LI2SO4,
    M_LICL,
    M_MG,
    M_MGCL2,
    M_MGCO3,
    M_NA2CO3,
    M_NACL,
    M_NI,
    M_O2,
    M_OH,
    M_P,
    M_SI,
    M_SO4,
    M_SR,
)
from twin.matter.enthalpy import SOLID_LI2CO3
from twin.matter.streams import HEAT, Streams, clear, set_liquid_heat

M_FEED = (M_LI2CO3, M_H2O, M_NA2CO3, M_CACO3, M_MGCO3, M_LI2SO4, M_INS)
"""Molar mass of Li2CO3, H2O, Na2CO3, CaCO3, MgCO3, Li2SO4 and insolubles [kg/mol]."""
M_TRACES = (M_K, M_SR, M_BA, M_FE, M_NI, M_AL, M_SI, M_B, M_P, M_F, M_I, M_CL)
"""Molar mass of K, Sr, Ba, Fe, Ni, Al, Si, B, P, F, I and Cl [kg/mol]."""
OUTSIDE = 298.15
"""Temperature at which it comes [K]."""


@dataclass
class FeedLot:
    """Command: what is fed now, as the lot's analysis says (mass fractions [kg/kg])."""

    li2co3: float
    h2o: float
    na2co3: float
    caco3: float
    mgco3: float
    li2so4: float
    ins: float
    k: float
    sr: float
    ba: float
    fe: float
    ni: float
    al: float
    si: float
    b: float
    p: float
    f: float
    iod: float
    cl: float
    """Trace elements; so far all that is no compound above. What they are bound to comes off the Li2CO3."""
    d50: float
    """Particle size [m]."""
    continuous: float
    """1: R-101A takes feed and recycled brine; 0: batch reactors do."""
    acid_open: float
    """1: acid may flow to R-101A; 0: stopped by an interlock or an operator."""
    trim_open: float
    """1: acid may flow to R-101B."""
    by_silo: float
    """1: what is fed leaves the silo; 0: feed without end."""
    cutting: float
    """Carbonate cut from bags into the silo [kg/s]."""


@compiled
def feed_solids(streams: Streams, row: int, lot: FeedLot, feed: float) -> float:
    """A stream of carbonate feed [kg/s]; returns the Li2CO3 in it [mol/s]."""
    clear(streams, row)
    s = streams.flow[row]
    feed_traces(s, lot, feed)
    lithium, sodium = feed * (lot.li2co3 - displaced(lot)) / M_FEED[0], feed * lot.na2co3 / M_FEED[2]
    calcium, magnesium = feed * lot.caco3 / M_FEED[3], feed * lot.mgco3 / M_FEED[4]
    sulphate = feed * lot.li2so4 / M_FEED[5]
    s[LI] += 2.0 * (lithium + sulphate)
    s[NA] = 2.0 * sodium
    s[CA] = calcium
    s[MG] = magnesium
    s[SO4] = sulphate
    s[CO3] += lithium + sodium + calcium + magnesium
    s[INS] = feed * max(lot.ins - traces(lot), 0.0) / M_FEED[6]
    s[H2O] = feed * lot.h2o / M_FEED[1]
    set_liquid_heat(streams, row, OUTSIDE)
    s[HEAT] += lithium * SOLID_LI2CO3
    return lithium


@compiled
def feed_traces(s: Floats, lot: FeedLot, feed: float) -> None:
    """Trace elements of a feed [kg/s] into a stream's row, as the neutral compounds in which they come."""
    s[K], s[SR], s[BA] = feed * lot.k / M_TRACES[0], feed * lot.sr / M_TRACES[1], feed * lot.ba / M_TRACES[2]
    s[FE], s[NI], s[AL] = feed * lot.fe / M_TRACES[3], feed * lot.ni / M_TRACES[4], feed * lot.al / M_TRACES[5]
    s[SI], s[B], s[PO4] = feed * lot.si / M_TRACES[6], feed * lot.b / M_TRACES[7], feed * lot.p / M_TRACES[8]
    s[F], s[IOD], s[CL] = feed * lot.f / M_TRACES[9], feed * lot.iod / M_TRACES[10], feed * lot.cl / M_TRACES[11]
    s[LI] = s[F] + s[IOD] + s[CL] + 3.0 * s[PO4]
    s[CO3] = 0.5 * s[K] + s[SR] + s[BA]
    s[OH] = 3.0 * (s[FE] + s[AL]) + 2.0 * s[NI]


@compiled
def displaced(lot: FeedLot) -> float:
    """Lithium carbonate that traces take the place of [kg/kg]: what they are bound to, and what INS does not cover."""
    bound = (0.5 * lot.k / M_TRACES[0] + lot.sr / M_TRACES[1] + lot.ba / M_TRACES[2]) * M_CO3
    bound += (3.0 * (lot.fe / M_TRACES[3] + lot.al / M_TRACES[5]) + 2.0 * lot.ni / M_TRACES[4]) * M_OH
    bound += lot.si / M_TRACES[6] * M_O2 + lot.b / M_TRACES[7] * 3.0 * M_OH
    bound += lot.p / M_TRACES[8] * (3.0 * M_LI + 2.0 * M_O2)  # Li3PO4 less P
    bound += max(traces(lot) - lot.ins, 0.0)
    return bound + (lot.f / M_TRACES[9] + lot.iod / M_TRACES[10] + lot.cl / M_TRACES[11]) * M_LI


@compiled
def traces(lot: FeedLot) -> float:
    """Trace elements of a lot [kg/kg]."""
    return lot.k + lot.sr + lot.ba + lot.fe + lot.ni + lot.al + lot.si + lot.b + lot.p + lot.f + lot.iod + lot.cl


@dataclass
class Concentrate:
    """LiCl brine that is fed beside carbonate: flow and composition."""

    ratio: float
    """Over the carbonate that is ordered [kg/kg]."""
    licl: float
    nacl: float
    """[kg/kg]"""
    calcium: float
    magnesium: float
    sulphate: float
    boron: float
    """As chlorides, Li2SO4 and boric acid, by element or SO4 [kg/kg]."""


@compiled
def concentrate_stream(streams: Streams, kind: Concentrate, ordered: float) -> None:
    """Stream S74 beside the carbonate ordered [kg/s]."""
    clear(streams, 74)
    flow, s = kind.ratio * ordered, streams.flow[74]
    if flow <= 0.0:
        return
    sodium, calcium, magnesium = flow * kind.nacl / M_NACL, flow * kind.calcium / M_CA, flow * kind.magnesium / M_MG
    lithium, sulphate, boron = flow * kind.licl / M_LICL, flow * kind.sulphate / M_SO4, flow * kind.boron / M_B
    s[LI], s[NA], s[CA], s[MG] = lithium + 2.0 * sulphate, sodium, calcium, magnesium
    s[CL], s[SO4], s[B] = lithium + sodium + 2.0 * (calcium + magnesium), sulphate, boron
    solutes = flow * (kind.licl + kind.nacl) + calcium * M_CACL2 + magnesium * M_MGCL2
    s[H2O] = (flow - solutes - sulphate * M_LI2SO4 - boron * M_H3BO3) / M_H2O
    set_liquid_heat(streams, 74, OUTSIDE)
