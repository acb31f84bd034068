"""The flame as compiled code sees it, and the steam that its heat raises.

Lives here: flame temperature and chlorine at equilibrium, read from a table; the jacket that raises steam.
Lives elsewhere: the table itself (twin.matter.flame_table); what is burned (.equations).
"""

from __future__ import annotations

import math

from twin.engine.compiled import compiled

COLD = 298.15
"""Temperature from which a flame's heat counts [K]."""
LEAST_LOAD = 0.05
"""Load below which transfer units grow no more [-]: keeps powers of it finite where the flame goes out."""


@compiled
def jacket_share(*, flame: float, wall: float, transfer: float, load: float, growth: float) -> float:
    r"""Share of a flame's heat that the steam jacket takes [-].

    .. math:: \varphi = \frac{T_f - T_e}{T_f - 298}, \quad T_e = T_s + (T_f - T_s) \exp(-N f^{m - 1})     (1)

    flame  T_f  adiabatic flame temperature [K]; wall  T_s  of the jacket [K]; load  f  gas over that of full load [-]
    transfer  N  transfer units of the jacket at full load [-]; growth  m  UA goes as f^m [-]

    Less gas stays longer and cools further, by radiation and its own film.

    Source: (1) one side of the exchanger boils at T_s. Checked: tests/twin/hcl/test_furnace.py.

    >>> round(jacket_share(flame=2345.0, wall=443.15, transfer=1.2, load=1.0, growth=0.7), 2)
    0.65
    """
    if flame <= wall:
        return 0.0
    leaving = wall + (flame - wall) * math.exp(-transfer * max(load, LEAST_LOAD) ** (growth - 1.0))
    return (flame - leaving) / (flame - COLD)


def jacket_units(*, flame: float, wall: float, share: float) -> float:
    """Transfer units with which the jacket takes a share of a flame's heat at full load [-].

    flame, wall [K]; share [-], below (T_f - T_s)/(T_f - 298). The inverse of `jacket_share`.

    >>> units = jacket_units(flame=2345.0, wall=443.15, share=0.6)
    >>> round(jacket_share(flame=2345.0, wall=443.15, transfer=units, load=1.0, growth=0.7), 9)
    0.6
    """
    left = 1.0 - share * (flame - COLD) / (flame - wall)
    return -math.log(max(left, 1e-6))
