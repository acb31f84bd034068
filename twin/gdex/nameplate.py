"""Parameters of the optional side stream that recovers lithium from the bleeds, SI inside.

Lives here: what the flowsheet must say about it. Lives elsewhere: what becomes of them (.equations, .equipment).
"""

from __future__ import annotations

from twin.parameter import nameplate, parameter


@nameplate
class Gdex:
    """Gas-diffusion electrocrystallisation of purge, filtrate and ion-exchange effluent: path `gdex.`."""

    reactors: int = parameter("-", low=0, high=1)
    """1: the bleeds pass it on their way to the effluent; 0: it is not built [-]."""
    recovery: float = parameter("-", low=0, high=1)
    """Share of the lithium that precipitates as Li-Al hydroxide in the end [-]."""
    rate: float = parameter("1/h", low=0, high=1000)
    """Rate constant of that precipitation [1/s]."""
    residence: float = parameter("h", low=0, high=48)
    """Mean time in the stirred reactor [s]."""
    current_density: float = parameter("kA/m2", low=0.001, high=10)
    """Of the gas-diffusion cathode [A/m2]."""
    voltage: float = parameter("V", low=0.1, high=20)
    """Between cathode and aluminium anode [V]."""
    current_efficiency: float = parameter("-", low=0.05, high=1)
    """Hydroxide and aluminium that go into the product, per electron [-]; the rest is plain Al(OH)3."""
    cake_moisture: float = parameter("kg/kg", low=0, high=0.95)
    """Moisture of the precipitate [kg/kg]."""
