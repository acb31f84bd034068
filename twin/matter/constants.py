"""Constants of nature and molar masses, once for the whole plant.

Lives here: numbers that compiled code and reports name. Lives elsewhere: components and their elements (.components).
Molar masses are those of IUPAC's abridged atomic masses, as .components has them (a test says so); no
other file writes one again (another test does).
"""

from __future__ import annotations

from typing import Final

FARADAY: Final = 96_485.332_12
"""Charge of a mole of electrons [C/mol]; exact since the 2019 SI."""
GAS: Final = 8.314_462_618
"""Molar gas constant [J/(mol K)]; exact since the 2019 SI."""

ATMOSPHERE: Final = 101_325.0
BAR: Final = 1e5
"""Standard atmosphere and bar [Pa]."""

M_H2O, M_AIR, M_OH, M_H2O2 = 0.018015, 0.028965, 0.017007, 0.034014
"""Molar masses [kg/mol], also all below."""
M_LI, M_NA, M_CA, M_MG, M_CL = 0.00694, 0.02299, 0.040078, 0.024305, 0.03545
M_K, M_SR, M_BA, M_FE, M_NI, M_AL = 0.039098, 0.08762, 0.137327, 0.055845, 0.058693, 0.026982
M_SI, M_B, M_P, M_F, M_I = 0.028085, 0.01081, 0.030974, 0.018998, 0.1269
M_SO4, M_CO3, M_CLO3 = 0.096056, 0.060008, 0.083447
M_LICL, M_LIOH, M_HCL, M_NAOH, M_NACLO = 0.04239, 0.023947, 0.036458, 0.039997, 0.074439
M_LI2CO3, M_NA2CO3, M_LI2SO4, M_CACO3, M_MGCO3 = 0.073888, 0.105988, 0.109936, 0.100086, 0.084313
M_MONOHYDRATE, M_BACL2 = 0.041962, 0.208227  # the first is LiOH.H2O
M_NACL, M_CACL2, M_MGCL2, M_H3BO3 = 0.05844, 0.110978, 0.095205, 0.061831
M_H2, M_O2, M_N2, M_CL2, M_CO2 = 0.002016, 0.031998, 0.028014, 0.0709, 0.044009
M_INS: Final = 0.1
"""What insolubles are given [kg/mol]."""
