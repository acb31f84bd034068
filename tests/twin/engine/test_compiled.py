"""Kernels give the same figures compiled as they do in plain Python."""

import numpy as np
import pytest

from twin.engine.compiled import compiled, machine_code
from twin.matter.brine_tables import (
    BrineTables,
    acid_brine_ln_gamma_licl,
    acid_brine_ln_water,
    acid_brine_out_of_range,
    brine_tables,
    ln_activity_ratio,
    standard_potential,
)
from twin.matter.components import COUNT
from twin.matter.conductivity import brine_ph
from twin.matter.density import density
from twin.matter.enthalpy import Floats, liquid_enthalpy, temperature_of
from twin.matter.gas import gas_enthalpy, water_vapour_pressure
from twin.matter.solids import lioh_saturation


@compiled
def all_of_matter(tables: BrineTables, held: Floats, temperature: float, molality: float, out: Floats) -> None:
    """Every kernel that a section may ask, once."""
    t, m = temperature, molality
    out[0] = acid_brine_ln_gamma_licl(tables, temperature=t, molality=m, acid_fraction=0.1)
    out[1] = acid_brine_ln_water(tables, temperature=t, molality=m, acid_fraction=0.1)
    out[2] = acid_brine_out_of_range(temperature=t, molality=m, acid_fraction=0.1)
    out[3] = ln_activity_ratio(tables, temperature=t, licl_molality=m, lioh_molality=0.3 * m)
    out[4] = standard_potential(temperature=t)
    out[5] = brine_ph(tables, temperature=t, molality=m, free_acid=0.01)
    out[6] = density(temperature=t, w_licl=0.2, w_lioh=0.01, w_hcl=0.01, w_nacl=0.01, w_naoh=0.01)
    out[7] = liquid_enthalpy(held, 0, t)
    out[8] = temperature_of(held, 1, -1e6)
    out[9] = water_vapour_pressure(temperature=t) + gas_enthalpy(gas=4, temperature=t)
    out[10] = lioh_saturation(temperature=t)


def test_compiled_kernels_agree_with_plain_python():
    held = np.abs(np.random.default_rng(1).normal(size=(2, COUNT)))
    held[:, 0] += 50.0
    held[0, 8] = -2.0
    arguments = brine_tables(), held, 350.0, 6.0
    plain, fast = np.empty(11), np.empty(11)
    all_of_matter(*arguments, plain)
    machine_code(all_of_matter, *arguments, fast)(*arguments, fast)
    assert fast == pytest.approx(plain, rel=1e-12)
