"""Parameters of the brine's ions over temperature, as compiled code reads them.

Lives here: the ions and their order, how the tables are made from Cantera's phase, and where they are known.
Lives elsewhere: the sums over ions (.pitzer); the parameter file (data/brine_extended.yaml, by .cantera_door).

Every interaction and every equilibrium constant is written at even steps of temperature and read linearly between
them (error below 5e-4 in ln gamma at 20 mol/kg); composition enters exactly, by the sums themselves. So one small
table, made in two seconds, answers any mixture of the ions.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from twin.matter.cantera_door import activities, fingerprint, interactions, standard_change
from twin.matter.constants import GAS, M_H2O
from twin.matter.table_store import kept

Floats = NDArray[np.float64]

CATION_NAMES: Final = ("Li+", "H+", "Na+", "K+", "Ca+2", "Mg+2", "Ba+2", "MgOH+")
ANION_NAMES: Final = ("Cl-", "OH-", "SO4-2", "HSO4-", "CO3-2", "HCO3-")
ION_NAMES: Final = (*CATION_NAMES, *ANION_NAMES, "CO2")
LITHIUM: Final = 0
PROTON: Final = 1
SODIUM: Final = 2
POTASSIUM: Final = 3
CALCIUM: Final = 4
MAGNESIUM: Final = 5
BARIUM: Final = 6
MGOH: Final = 7
CHLORIDE: Final = 8
HYDROXIDE: Final = 9
SULPHATE: Final = 10
BISULPHATE: Final = 11
CARBONATE: Final = 12
BICARBONATE: Final = 13
CARBON_DIOXIDE: Final = 14
CATIONS: Final = 8
ANIONS: Final = 6
IONS: Final = 14
"""Cations and anions; the species after them is dissolved CO2."""
SPECIES: Final = 15
CHARGE: Final = (1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 1.0, 1.0, 1.0, 2.0, 1.0, 2.0, 1.0, 0.0)
"""Charge of each species without its sign [-]."""

COLDEST: Final = 273.65
HOTTEST: Final = 393.15
STEP: Final = 0.75
NODES: Final = 161
FIRST: Final = 273.15
ALPHAS: Final = (2.0, 1.4, 12.0, 0.2)
"""Constants of the exponents that the parameter file uses [(kg/mol)^1/2]."""

WATER_ION: Final = 0
CARBONIC_FIRST: Final = 1
CARBONIC_SECOND: Final = 2
BISULPHATE_ACID: Final = 3
MAGNESIUM_PAIR: Final = 4
REACTIONS: Final[Sequence[Mapping[str, float]]] = (
    {"H2O": -1, "H+": 1, "OH-": 1},
    {"CO2": -1, "H2O": -1, "H+": 1, "HCO3-": 1},
    {"HCO3-": -1, "H+": 1, "CO3-2": 1},
    {"HSO4-": -1, "H+": 1, "SO4-2": 1},
    {"MgOH+": -1, "Mg+2": 1, "OH-": 1},
)
"""Dissociations whose constants are tabled, in the order of the names above."""


class PitzerTables(NamedTuple):
    """What the sums need: few arrays, because compiled code hands over every one of them at each call."""

    rows: Floats
    """All parameters of one temperature in one row [T, place]; places by the offsets below."""
    exponents: Floats
    """Places in ALPHAS of the two exponents of each pair [cation, anion, 2]."""


PARTS: Final = {
    "debye": (1,), "pair": (CATIONS, ANIONS, 4), "theta_cation": (CATIONS, CATIONS), "theta_anion": (ANIONS, ANIONS),
    "psi_cation": (CATIONS, CATIONS, ANIONS), "psi_anion": (ANIONS, ANIONS, CATIONS), "neutral": (SPECIES,),
    "neutral_pair": (CATIONS, ANIONS), "constants": (len(REACTIONS),),
}  # fmt: skip
"""What a row holds, part after part: A_phi; beta0, beta1, beta2, C; theta; psi; lambda and zeta of CO2; ln K."""
DEBYE: Final = 0
PAIR: Final = DEBYE + 1
THETA_CATION: Final = PAIR + CATIONS * ANIONS * 4
THETA_ANION: Final = THETA_CATION + CATIONS * CATIONS
PSI_CATION: Final = THETA_ANION + ANIONS * ANIONS
PSI_ANION: Final = PSI_CATION + CATIONS * CATIONS * ANIONS
NEUTRAL: Final = PSI_ANION + ANIONS * ANIONS * CATIONS
NEUTRAL_PAIR: Final = NEUTRAL + SPECIES
CONSTANTS: Final = NEUTRAL_PAIR + CATIONS * ANIONS
WIDTH: Final = CONSTANTS + 5
SHAPES: Final = {"rows": (NODES, WIDTH), "exponents": (CATIONS, ANIONS, 2)}
_memory: dict[str, PitzerTables] = {}
Parts = dict[str, Floats]


def pitzer_tables() -> PitzerTables:
    """The tables: from memory, else from the cache folder, else made in about two seconds."""
    if "made" not in _memory:
        mark = fingerprint() + repr((4, FIRST, STEP, NODES, ION_NAMES, REACTIONS, ALPHAS)).encode()
        _memory["made"] = PitzerTables(**kept("pitzer", mark, lambda: build_tables()._asdict(), shapes=SHAPES))
    return _memory["made"]


def build_tables() -> PitzerTables:
    """Read Cantera's parameters and evaluate them at every step of temperature."""
    temperatures = np.linspace(FIRST, FIRST + STEP * (NODES - 1), NODES, dtype=np.float64)
    parts = {name: np.zeros((NODES, *shape), dtype=np.float64) for name, shape in PARTS.items()}
    exponents = np.empty((CATIONS, ANIONS, 2), dtype=np.float64)
    exponents[:, :] = (ALPHAS.index(2.0), ALPHAS.index(12.0))
    for entry in interactions():
        _fill(parts, exponents, entry, temperatures)
    for row, temperature in enumerate(temperatures):
        known = max(float(temperature), COLDEST)
        parts["debye"][row] = _debye_slope(parts["pair"][row, POTASSIUM, 0], known)
        for column, reaction in enumerate(REACTIONS):
            gibbs, _ = standard_change(temperature=known, reaction=reaction)
            parts["constants"][row, column] = -gibbs / (GAS * known)
    return PitzerTables(np.hstack([part.reshape(NODES, -1) for part in parts.values()]), exponents)


def _fill(parts: Parts, exponents: Floats, entry: Mapping[str, Any], temperatures: Floats) -> None:
    """Write one interaction of the parameter file into every place it belongs to."""
    if not set(entry["species"]) <= set(ION_NAMES):
        return
    places = sorted(ION_NAMES.index(name) for name in entry["species"])
    value = {name: _course(entry[name], temperatures) for name in entry if name not in ("species", "alpha1", "alpha2")}
    if "beta0" in entry:
        c, a = places[0], places[1] - CATIONS
        value["C"] = value["Cphi"] / (2.0 * math.sqrt(CHARGE[places[0]] * CHARGE[places[1]]))
        for column, name in enumerate(("beta0", "beta1", "beta2", "C")):
            parts["pair"][:, c, a, column] = value[name]
        exponents[c, a] = [ALPHAS.index(entry[name]) for name in ("alpha1", "alpha2")]
    elif "theta" in entry:
        name, offset = ("theta_cation", 0) if places[1] < CATIONS else ("theta_anion", CATIONS)
        first, second = places[0] - offset, places[1] - offset
        parts[name][:, first, second] = parts[name][:, second, first] = value["theta"]
    elif "psi" in entry:
        _triple(parts, places, value["psi"])
    elif "lambda" in entry:
        parts["neutral"][:, places[0]] = value["lambda"]
    elif "zeta" in entry:
        parts["neutral_pair"][:, places[0], places[1] - CATIONS] = value["zeta"]


def _triple(parts: Parts, places: Sequence[int], value: Floats) -> None:
    """psi of two ions of one sign with one of the other."""
    if places[1] < CATIONS:
        first, second, other, name = places[0], places[1], places[2] - CATIONS, "psi_cation"
    else:
        first, second, other, name = places[1] - CATIONS, places[2] - CATIONS, places[0], "psi_anion"
    parts[name][:, first, second, other] = parts[name][:, second, first, other] = value


def _course(given: Any, temperatures: Floats) -> Floats:
    """A parameter over temperature, in Cantera's `complex` form of up to five numbers."""
    numbers = list(given) if isinstance(given, list) else [given]
    t, reference = temperatures, 298.15
    forms = (np.ones_like(t), t - reference, t**2 - reference**2, 1.0 / t - 1.0 / reference, np.log(t / reference))
    return np.asarray(sum(n * form for n, form in zip(numbers, forms, strict=False)))


def _debye_slope(kcl: Floats, temperature: float) -> float:
    """A_phi [(kg/mol)^1/2], from what Cantera says of dilute KCl less what the other terms of KCl make."""
    m = 0.01
    found = activities(temperature=temperature, ions={"K+": m, "Cl-": m})
    osmotic = -math.log(found.water) / (M_H2O * 2.0 * m)
    root = math.sqrt(m)
    other = m * (kcl[0] + kcl[1] * math.exp(-2.0 * root) + 2.0 * m * kcl[3])
    return float((1.0 - osmotic + other) * (1.0 + 1.2 * root) / root)
