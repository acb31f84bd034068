"""The flame as compiled code sees it, and the steam that its heat raises.

Lives here: flame temperature and chlorine at equilibrium, read from a table; the jacket that raises steam.
Lives elsewhere: the table itself (twin.matter.flame_table); what is burned (.equations).
"""

from __future__ import annotations

import math

from twin.engine.compiled import compiled

COLD = 298.15
STEAM = 443.15
"""Temperature of the jacket: steam of 7 bar a is 165 degC, its wall somewhat more [K]; estimated."""
SHAPE = -0.3
"""How the jacket's transfer units go with the load [-]: less gas stays longer (radiation and gas film); estimated."""


@compiled
def jacket_share(*, flame: float, transfer: float, load: float) -> float:
    r"""Share of a flame's heat that the steam jacket takes [-].

    .. math:: \varphi = \frac{T_f - T_e}{T_f - 298}, \quad T_e = T_s + (T_f - T_s) \exp(-N f^{-0.3})      (1)

    flame  T_f  adiabatic flame temperature [K]; load  f  gas over that of full load [-]
    transfer  N  transfer units of the jacket at full load [-]

    Source: (1) one side of the exchanger boils at T_s. Checked: tests/twin/hcl/test_furnace.py.

    >>> round(jacket_share(flame=2345.0, transfer=1.2, load=1.0), 2)
    0.65
    """
    if flame <= STEAM:
        return 0.0
    leaving = STEAM + (flame - STEAM) * math.exp(-transfer * max(load, 0.05) ** SHAPE)
    return (flame - leaving) / (flame - COLD)


def jacket_units(*, flame: float, share: float) -> float:
    """Transfer units with which the jacket takes a share of a flame's heat at full load [-].

    flame [K]; share [-], below (T_f - T_s)/(T_f - 298). The inverse of `jacket_share`.

    >>> round(jacket_share(flame=2345.0, transfer=jacket_units(flame=2345.0, share=0.6), load=1.0), 9)
    0.6
    """
    left = 1.0 - share * (flame - COLD) / (flame - STEAM)
    return -math.log(max(left, 1e-6))
