"""The activities against another program: PHREEQC 3.8 with the parameters of our file written into its PITZER block.

What is proven is the implementation, not the parameters: those are held against measurements in test_brine.
"""

import math

import numpy as np
import pytest
from phreeqc import Phreeqc

from twin.matter import cantera_door
from twin.matter.brine import ions_of
from twin.matter.pitzer import ln_gamma, medium
from twin.matter.pitzer_tables import ION_NAMES, SPECIES, pitzer_tables
from twin.matter.speciation import RESULTS, speciate, totals

TABLES = pitzer_tables()
BLOCKS = {"beta0": "-B0", "beta1": "-B1", "beta2": "-B2", "Cphi": "-C0", "theta": "-THETA", "psi": "-PSI",
          "lambda": "-LAMDA", "zeta": "-ZETA"}  # fmt: skip
MIXTURES = {
    "LiCl": {"LiCl": 6.0}, "LiCl to its end": {"LiCl": 20.0}, "HCl to its end": {"HCl": 16.0}, "LiOH": {"LiOH": 4.64},
    "acid brine": {"LiCl": 6.0, "HCl": 4.0}, "strong acid brine": {"LiCl": 10.0, "HCl": 3.0},
    "salt in acid": {"LiCl": 4.0, "HCl": 8.0}, "as strong as it gets": {"LiCl": 14.0, "HCl": 4.0},
    "NaCl": {"NaCl": 5.0}, "cell feed": {"LiCl": 6.0, "HCl": 0.25, "NaCl": 0.3},
    "mother liquor": {"LiOH": 5.0, "NaOH": 0.8}, "brine": {"LiCl": 5.0, "NaCl": 0.5, "KCl": 0.1, "LiOH": 0.05},
    "sulphate in brine": {"LiCl": 4.0, "Na2SO4": 0.05, "NaOH": 0.01}, "brine to purge": {"NaCl": 4.0, "Na2SO4": 0.5},
    "hard brine": {"LiCl": 4.0, "CaCl2": 0.05, "MgCl2": 0.03, "Na2SO4": 0.02}, "lithium sulphate": {"Li2SO4": 1.5},
    "carbonated liquor": {"LiOH": 2.0, "Na2CO3": 0.1}, "soda": {"Na2CO3": 1.0, "NaOH": 1.0},
}  # fmt: skip
WITHIN = 1e-3
"""What is asked of every figure: of ln of each activity coefficient and of the activity of water."""


def written_in_phreeqcs_form(given):
    """A0 .. A5: Cantera keeps them as A0, T, T2, 1/T, ln T."""
    numbers = [*given, 0.0, 0.0, 0.0, 0.0] if isinstance(given, list) else [given, 0.0, 0.0, 0.0, 0.0]
    a0, linear, square, inverse, logarithm = numbers[:5]
    return f"{a0!r} {inverse!r} {logarithm!r} {linear!r} {square!r}"


def parameter_block():
    lines = ["PITZER", "-macinnes false", "-use_etheta true"]
    for entry in cantera_door.interactions():
        if "Ba+2" in entry["species"]:
            continue
        names = "  ".join(entry["species"])
        for name, block in BLOCKS.items():
            if name in entry:
                lines += [block, f"  {names}  {written_in_phreeqcs_form(entry[name])}"]
        if "alpha1" in entry:
            lines += ["-ALPHAS", f"  {names}  {entry['alpha1']} {entry['alpha2']}"]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def phreeqc():
    program = Phreeqc()
    program.LoadBuiltInDatabase("pitzer.dat")
    assert program.RunString(parameter_block()) == 0, program.GetErrorString()
    return program


def asked(program, celsius, salts, ions):
    reaction = "\n".join(f"  {salt} {amount!r}" for salt, amount in salts.items())
    heads = " ".join(f"lg{k}" for k in range(len(ions)))
    values = ", ".join(f'LG("{name}")' for name in ions)
    text = f"""SOLUTION 1
  temp {celsius}
REACTION 1
{reaction}
  1.0
REACTION_TEMPERATURE 1
  {celsius}
SELECTED_OUTPUT 1
  -reset false
USER_PUNCH 1
  -headings water {heads}
  10 PUNCH LA("H2O"), {values}
END
"""
    assert program.RunString(text) == 0, program.GetErrorString()
    row = [column[-1] for column in program.GetSelectedOutput().values()]
    ln_ten = math.log(10.0)
    return ln_ten * row[0], {name: ln_ten * value for name, value in zip(ions, row[1:], strict=True)}


def agree(program, celsius, salts):
    temperature, ions = celsius + 273.15, ions_of(salts)
    ln_water, expected = asked(program, celsius, salts, list(ions))
    found = np.zeros(RESULTS)
    speciate(TABLES, temperature, totals(ions), 0.0, found)
    molality = found[:SPECIES].copy()
    state = medium(TABLES, temperature, molality)
    assert state.ln_water == pytest.approx(ln_water, abs=WITHIN)
    for name in ions:
        if molality[ION_NAMES.index(name)] > 1e-6:
            own = ln_gamma(TABLES, state, molality, ION_NAMES.index(name))
            assert own == pytest.approx(expected[name], abs=WITHIN), name


@pytest.mark.parametrize("celsius", [25.0, 60.0, 90.0])
@pytest.mark.parametrize("mixture", MIXTURES)
def test_mixtures_are_within_a_thousandth_of_phreeqc(phreeqc, mixture, celsius):
    agree(phreeqc, celsius, MIXTURES[mixture])
