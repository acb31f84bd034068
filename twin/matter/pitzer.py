r"""Pitzer's sums for any mixture of the brine's ions, as compiled code asks for them.

Lives here: the activity coefficient of each ion and of water, exact in composition.
Lives elsewhere: the parameters over temperature (.pitzer_tables); the fast tables of the two liquids of the cells
(.brine_tables); mixing by charge alone (.electrostatic_mixing); Cantera, which both are held against (.cantera_door).

Source of (1) to (5): C. E. Harvie, N. Moller and J. H. Weare, Geochim. Cosmochim. Acta 48 (1984) 723,
appendix. beta2 with a small alpha2 carries LiCl and HCl to 20 and 16 mol/kg. Valid where the parameter file is: see
twin.matter.brine. Checked: tests/twin/matter/test_pitzer.py.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from twin.engine.compiled import compiled
from twin.matter.constants import M_H2O
from twin.matter.electrostatic_mixing import LEAST_STRENGTH, uneven_mixing
from twin.matter.pitzer_tables import (
    ANIONS,
    CARBON_DIOXIDE,
    CATIONS,
    CHARGE,
    DEBYE,
    FIRST,
    IONS,
    NEUTRAL,
    NEUTRAL_PAIR,
    NODES,
    PAIR,
    PSI_ANION,
    PSI_CATION,
    STEP,
    THETA_ANION,
    THETA_CATION,
    Floats,
    PitzerTables,
)

CLOSEST: Final = 1.2
"""b of the Debye-Hueckel term [(kg/mol)^1/2]."""


Four = tuple[float, float, float, float]
"""A number for each of ALPHAS."""


class Medium(NamedTuple):
    """What all ions of one solution share."""

    node: int
    """Row of the tables below the temperature."""
    share: float
    """How far the temperature is to the next row [-]."""
    cations: int
    anions: int
    """Places up to which cations and anions are present: the common ones stand first."""
    root: float
    """Root of ionic strength [(mol/kg)^1/2]."""
    charge: float
    """Z, the sum of molality times charge [mol/kg]."""
    field: float
    """F of Harvie, Moller and Weare [-]."""
    triple: float
    """Sum of m_c m_a C_ca [-]."""
    uneven: float
    """Electrostatic mixing of a single with a double charge, E-theta [kg/mol]; 0 while nobody carries two."""
    ln_water: float
    """ln of the activity of water [-]."""
    shapes: Four
    """g of each alpha, in the order of ALPHAS [-]."""


@compiled
def node_at(temperature: float) -> tuple[int, float]:
    """Row of the tables below a temperature [K], and how far it is to the next row [-]."""
    place = min(max((temperature - FIRST) / STEP, 0.0), NODES - 1.000001)
    node = int(place)
    return node, place - node


@compiled
def at(tables: PitzerTables, node: int, share: float, place: int) -> float:
    """A parameter at a temperature between two rows."""
    low = tables.rows[node, place]
    return float(low + share * (tables.rows[node + 1, place] - low))


@compiled
def shape(x: float, fall: float) -> float:
    r"""g of the second virial coefficient: :math:`2 (1 - (1 + x) e^{-x})/x^2` (1), 1 at x = 0; fall is exp(-x)."""
    if x < 1e-3:
        return 1.0 - x * (2.0 / 3.0 - 0.25 * x)
    return 2.0 * (1.0 - (1.0 + x) * fall) / (x * x)


@compiled
def pick(kind: float, four: Four) -> float:
    """One of four numbers, by its place."""
    if kind < 1.5:
        return four[0] if kind < 0.5 else four[1]
    return four[2] if kind < 2.5 else four[3]


@compiled
def medium(tables: PitzerTables, temperature: float, molality: Floats) -> Medium:
    r"""What all ions of a solution share, at a temperature [K] with these molalities [mol/kg water].

    .. math:: F = -A_\phi \left(\frac{\sqrt I}{1 + b \sqrt I} + \frac 2 b \ln(1 + b \sqrt I)\right)
              + \sum_c \sum_a m_c m_a B'_{ca} + \sum \sum m_i m_j \, {}^E\theta'                                (5)

    molality  of the species in the order of ION_NAMES; its charges should balance
    """
    node, share = node_at(temperature)
    strength, charge, moles, cations, anions = _counted(molality)
    root = math.sqrt(strength)
    debye, near = at(tables, node, share, DEBYE), 1.0 + CLOSEST * root
    field = -debye * (root / near + 2.0 / CLOSEST * math.log(near))
    osmotic = -debye * strength * root / near
    falls, shapes = _exponentials(root)
    of_field, of_osmotic, triple = _pairs(tables, node, share, cations, anions, molality, charge, falls, shapes)
    field, osmotic, uneven = field + of_field / strength, osmotic + of_osmotic, 0.0
    if strength - 0.5 * charge > 1e-12:  # somebody carries two charges
        uneven, slope = uneven_mixing(strength, debye)
        crossed = _crossed(molality)
        field += crossed * slope
        osmotic += crossed * (uneven + strength * slope)
    osmotic += _osmotic_of_mixing(tables, node, share, cations, anions, molality)
    ln_water = -M_H2O * (moles + 2.0 * osmotic)
    return Medium(node, share, cations, anions, root, charge, field, triple, uneven, ln_water, shapes)


@compiled
def _counted(molality: Floats) -> tuple[float, float, float, int, int]:
    """Ionic strength, Z, moles of everything [mol/kg], and the places up to which cations and anions are present."""
    strength, charge, moles, cations, anions = 0.0, 0.0, molality[CARBON_DIOXIDE], 0, 0
    for k in range(IONS):
        if molality[k] > 0.0:
            strength += 0.5 * molality[k] * CHARGE[k] * CHARGE[k]
            charge += molality[k] * CHARGE[k]
            moles += molality[k]
            cations = k + 1 if k < CATIONS else cations
            anions = k + 1 - CATIONS
    return max(strength, LEAST_STRENGTH), charge, moles, cations, anions


@compiled
def _exponentials(root: float) -> tuple[Four, Four]:
    """exp(-alpha root of I) and g(alpha root of I) of each of ALPHAS [-]."""
    falls = (math.exp(-2.0 * root), math.exp(-1.4 * root), math.exp(-12.0 * root), math.exp(-0.2 * root))
    shapes = (
        shape(2.0 * root, falls[0]), shape(1.4 * root, falls[1]), shape(12.0 * root, falls[2]),
        shape(0.2 * root, falls[3]),
    )  # fmt: skip
    return falls, shapes


@compiled
def _pairs(
    tables: PitzerTables, node: int, share: float, cations: int, anions: int, molality: Floats, charge: float,
    falls: Four, shapes: Four,
) -> tuple[float, float, float]:  # fmt: skip
    """What cations make with anions: I times their part of F, the osmotic sum [mol/kg], the sum of m_c m_a C_ca."""
    field, osmotic, triple = 0.0, 0.0, 0.0
    for c in range(cations):
        for a in range(anions):
            both = molality[c] * molality[CATIONS + a]
            if both <= 0.0:
                continue
            first, second = _pair(tables, node, share, c, a, 1), _pair(tables, node, share, c, a, 2)
            cube = _pair(tables, node, share, c, a, 3)
            kind, other = tables.exponents[c, a, 0], tables.exponents[c, a, 1]
            fall = first * pick(kind, falls) + second * pick(other, falls)
            field += both * (fall - first * pick(kind, shapes) - second * pick(other, shapes))
            osmotic += both * (_pair(tables, node, share, c, a, 0) + fall + charge * cube)
            triple += both * cube
    return field, osmotic, triple


@compiled
def _crossed(molality: Floats) -> float:
    """Products of molalities of singly with doubly charged ions of the same sign [mol2/kg2]."""
    total = 0.0
    for start, stop in ((0, CATIONS), (CATIONS, IONS)):
        single, double = 0.0, 0.0
        for k in range(start, stop):
            if CHARGE[k] > 1.5:
                double += molality[k]
            else:
                single += molality[k]
        total += single * double
    return total


@compiled
def _osmotic_of_mixing(
    tables: PitzerTables, node: int, share: float, cations: int, anions: int, molality: Floats
) -> float:
    """The terms of theta, psi, lambda and zeta in the osmotic sum [mol/kg]."""
    total = 0.0
    for c in range(cations):
        for d in range(c + 1, cations):
            both = molality[c] * molality[d]
            if both > 0.0:
                held = at(tables, node, share, THETA_CATION + CATIONS * c + d)
                for a in range(anions):
                    held += molality[CATIONS + a] * at(tables, node, share, PSI_CATION + ANIONS * (CATIONS * c + d) + a)
                total += both * held
    for a in range(anions):
        for b in range(a + 1, anions):
            both = molality[CATIONS + a] * molality[CATIONS + b]
            if both > 0.0:
                held = at(tables, node, share, THETA_ANION + ANIONS * a + b)
                for c in range(cations):
                    held += molality[c] * at(tables, node, share, PSI_ANION + CATIONS * (ANIONS * a + b) + c)
                total += both * held
    gas = molality[CARBON_DIOXIDE]
    if gas > 0.0:
        total += gas * gas * at(tables, node, share, NEUTRAL + IONS)
        for k in range(IONS):
            total += gas * molality[k] * at(tables, node, share, NEUTRAL + k)
        total += gas * _neutral_pairs(tables, node, share, molality)
    return total


@compiled
def _neutral_pairs(tables: PitzerTables, node: int, share: float, molality: Floats) -> float:
    """Sum of m_c m_a zeta [-]."""
    total = 0.0
    for c in range(CATIONS):
        for a in range(ANIONS):
            both = molality[c] * molality[CATIONS + a]
            if both > 0.0:
                total += both * at(tables, node, share, NEUTRAL_PAIR + ANIONS * c + a)
    return total


@compiled
def ln_gamma_cation(tables: PitzerTables, state: Medium, molality: Floats, c: int) -> float:
    r"""ln of the activity coefficient of cation c [-], present or not.

    .. math:: \ln \gamma_M = z^2 F + \sum_a m_a (2 B_{Ma} + Z C_{Ma}) + \sum_c m_c (2 \Phi_{Mc} + \sum_a m_a \psi_{Mca})
              + \sum_{a<a'} m_a m_{a'} \psi_{Maa'} + z \sum_c \sum_a m_c m_a C_{ca} + 2 \sum_n m_n \lambda_{nM}     (2)
    """
    node, share, uneven = state.node, state.share, _uneven(tables, state, CHARGE[c])
    total = CHARGE[c] * (CHARGE[c] * state.field + state.triple)
    for a in range(state.anions):
        if molality[CATIONS + a] > 0.0:
            total += molality[CATIONS + a] * _pair_terms(tables, state, c, a)
            for b in range(a + 1, state.anions):
                both = molality[CATIONS + a] * molality[CATIONS + b]
                if both > 0.0:
                    total += both * at(tables, node, share, PSI_ANION + CATIONS * (ANIONS * a + b) + c)
    for d in range(state.cations):
        if molality[d] > 0.0 and d != c:
            held = 2.0 * at(tables, node, share, THETA_CATION + CATIONS * c + d)
            if CHARGE[c] != CHARGE[d]:
                held += 2.0 * uneven
            for a in range(state.anions):
                if molality[CATIONS + a] > 0.0:
                    held += molality[CATIONS + a] * at(tables, node, share, PSI_CATION + ANIONS * (CATIONS * c + d) + a)
            total += molality[d] * held
    return float(total + _with_neutral(tables, state, molality, c))


@compiled
def ln_gamma_anion(tables: PitzerTables, state: Medium, molality: Floats, a: int) -> float:
    """ln of the activity coefficient of anion a [-], present or not: (2) with the signs exchanged (3)."""
    node, share, k = state.node, state.share, CATIONS + a
    uneven = _uneven(tables, state, CHARGE[k])
    total = CHARGE[k] * (CHARGE[k] * state.field + state.triple)
    for c in range(state.cations):
        if molality[c] > 0.0:
            total += molality[c] * _pair_terms(tables, state, c, a)
            for d in range(c + 1, state.cations):
                both = molality[c] * molality[d]
                if both > 0.0:
                    total += both * at(tables, node, share, PSI_CATION + ANIONS * (CATIONS * c + d) + a)
    for b in range(state.anions):
        if molality[CATIONS + b] > 0.0 and b != a:
            held = 2.0 * at(tables, node, share, THETA_ANION + ANIONS * a + b)
            if CHARGE[k] != CHARGE[CATIONS + b]:
                held += 2.0 * uneven
            for c in range(state.cations):
                if molality[c] > 0.0:
                    held += molality[c] * at(tables, node, share, PSI_ANION + CATIONS * (ANIONS * a + b) + c)
            total += molality[CATIONS + b] * held
    return float(total + _with_neutral(tables, state, molality, k))


@compiled
def _uneven(tables: PitzerTables, state: Medium, charge: float) -> float:
    """E-theta for an ion of this charge [kg/mol]: also a trace with two charges among single ones needs it."""
    if charge > 1.5 and state.uneven == 0.0:
        return uneven_mixing(state.root * state.root, at(tables, state.node, state.share, DEBYE))[0]
    return state.uneven


@compiled
def _pair_terms(tables: PitzerTables, state: Medium, c: int, a: int) -> float:
    """2 B + Z C of a cation with an anion [kg/mol]."""
    node, share = state.node, state.share
    kind, other = tables.exponents[c, a, 0], tables.exponents[c, a, 1]
    second = _pair(tables, node, share, c, a, 0)
    second += _pair(tables, node, share, c, a, 1) * pick(kind, state.shapes)
    second += _pair(tables, node, share, c, a, 2) * pick(other, state.shapes)
    return 2.0 * second + state.charge * _pair(tables, node, share, c, a, 3)


@compiled
def _pair(tables: PitzerTables, node: int, share: float, c: int, a: int, entry: int) -> float:
    """beta0, beta1, beta2 or C of a cation with an anion at the temperature between two rows."""
    return at(tables, node, share, PAIR + 4 * (ANIONS * c + a) + entry)


@compiled
def _with_neutral(tables: PitzerTables, state: Medium, molality: Floats, k: int) -> float:
    """What dissolved CO2 adds to an ion's ln gamma [-]."""
    gas = molality[CARBON_DIOXIDE]
    if gas <= 0.0:
        return 0.0
    node, share = state.node, state.share
    held = 2.0 * at(tables, node, share, NEUTRAL + k)
    if k < CATIONS:
        for a in range(ANIONS):
            held += molality[CATIONS + a] * at(tables, node, share, NEUTRAL_PAIR + ANIONS * k + a)
    else:
        for c in range(CATIONS):
            held += molality[c] * at(tables, node, share, NEUTRAL_PAIR + ANIONS * c + k - CATIONS)
    return float(gas * held)


@compiled
def ln_gamma_carbon_dioxide(tables: PitzerTables, state: Medium, molality: Floats) -> float:
    r"""ln of the activity coefficient of dissolved CO2: :math:`2 \sum_i m_i \lambda_i + \sum m_c m_a \zeta` (4)."""
    node, share = state.node, state.share
    total = _neutral_pairs(tables, node, share, molality)
    total += 2.0 * molality[CARBON_DIOXIDE] * at(tables, node, share, NEUTRAL + IONS)
    for k in range(IONS):
        total += 2.0 * molality[k] * at(tables, node, share, NEUTRAL + k)
    return float(total)


@compiled
def ln_gamma(tables: PitzerTables, state: Medium, molality: Floats, k: int) -> float:
    """ln of the activity coefficient of any species of ION_NAMES [-], molal scale."""
    if k < CATIONS:
        return ln_gamma_cation(tables, state, molality, k)
    if k < IONS:
        return ln_gamma_anion(tables, state, molality, k - CATIONS)
    return ln_gamma_carbon_dioxide(tables, state, molality)
