"""Precipitating magnesium, calcium and sulphate, as equations.

Lives here: what stays in solution beside a precipitate, and how fast the rest falls out.
Lives elsewhere: the precipitators and filters (.equipment).
"""

from __future__ import annotations

from twin.engine.compiled import compiled

LARGEST_RATIO = 50.0
"""By how much a residual may exceed its value at the aim; beyond, the precipitant is simply missing [-]."""


@compiled
def residual(*, at_aim: float, aim: float, precipitant: float, order: float) -> float:
    r"""Ion left in solution beside its precipitate [mol/m3].

    .. math:: c = c_0 \left(\frac{p_0}{p}\right)^\nu                                                    (1)

    at_aim       c0   residual at the aimed precipitant, colloids and slip included        [mol/m3]
    aim          p0   aimed concentration of the precipitant                               [mol/m3]
    precipitant  p    what there is of it                                                  [mol/m3]
    order        nu   2 for Mg(OH)2 on hydroxide, 1 for CaCO3 on carbonate                 [-]

    A constant ion product whose value is calibrated at the aim (approach factor inside). Holds near the aim;
    capped at 50 times the residual. Source: (1) solubility product; chemistry notes section 1 for the levels.

    >>> round(residual(at_aim=0.02, aim=10.0, precipitant=5.0, order=2.0), 6)
    0.08
    """
    ratio = aim / max(precipitant, aim * 0.02)
    return float(at_aim * min(ratio**order, LARGEST_RATIO))


@compiled
def falling_out(*, gained: float, held: float, dissolved: float, time: float) -> float:
    """Solid formed [mol/s] when the liquid keeps `dissolved` [mol] of `held` and gains `gained` [mol/s].

    Quasi-steady: what comes in beyond the residual falls out at once, a surplus within `time` [s]. Source: mass
    balance of a liquid at its residual.

    >>> falling_out(gained=1.0, held=20.0, dissolved=10.0, time=10.0)
    2.0
    """
    return max(gained + (held - dissolved) / time, 0.0)
