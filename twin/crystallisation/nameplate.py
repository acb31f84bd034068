"""Parameters of the crystalliser, its bleed and the carbonation of the bleed, SI inside.

Lives here: what the flowsheet must say about this section.
Lives elsewhere: values and provenance (flowsheets/*.yaml), what becomes of them (.equations, .equipment).
"""

from __future__ import annotations

from twin.parameter import nameplate, parameter


@nameplate
class Crystallisation:
    """MVR crystalliser X-601, centrifuge S-603 and dryer D-605: path `crystallisation.`."""

    ml_LiOH: float = parameter("kg/kg", low=0.01, high=0.16)
    """LiOH in the mother liquor [kg/kg]."""
    ml_Na: float = parameter("kg/kg", low=1e-4, high=0.1)
    """Sodium at which the mother liquor is held by the bleed [kg/kg]."""
    product_Na: float = parameter("kg/kg", low=0, high=0.01)
    """Sodium in the product [kg/kg]."""
    wash: float = parameter("kg/kg", low=0, high=5)
    """Wash water in the centrifuge per kg of product [kg/kg]."""
    cake_moisture: float = parameter("kg/kg", low=0, high=0.5)
    """Moisture of the wet cake to the dryer [kg/kg]."""
    T: float = parameter("degC", low=20, high=110)
    """Temperature of the slurry [K]."""
    slurry: float = parameter("kg/kg", low=0.01, high=0.6)
    """Crystals in the slurry [kg/kg]."""
    evaporation_max: float = parameter("kg/h", low=0, high=1e6)
    """Most that the vapour recompression can evaporate [kg/s]."""
    heat_capacity: float = parameter("MJ/K", low=0.01, high=1e4)
    """Metal and slurry of the crystalliser [J/K]."""


@nameplate
class Carbonation:
    """Carbonation R-651 of the mother-liquor bleed: path `carbonation.`."""

    Li2CO3_solubility: float = parameter("kg/kg", low=0.001, high=0.02)
    """Li2CO3 soluble per kg of water [kg/kg]."""
    saturation: float = parameter("-", low=0, high=3)
    """Share of that solubility in the filtrate [-]."""
    cake_moisture: float = parameter("kg/kg", low=0, high=0.9)
    """Moisture of the recovered Li2CO3 cake [kg/kg]."""
