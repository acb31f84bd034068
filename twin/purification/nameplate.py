"""Parameters of precipitation and filtration, and what becomes of tracers, SI inside.

Lives here: what the flowsheet must say about this section.
Lives elsewhere: values and provenance (flowsheets/*.yaml), what becomes of them (.equations, .equipment).
"""

from __future__ import annotations

from twin.parameter import nameplate, parameter


@nameplate
class Purification:
    """Precipitators R-201/R-202, candle filters and filter press: path `purification.`."""

    oh_excess: float = parameter("kmol/m3", low=0, high=1)
    """LiOH left in the brine at pH 10.8 [mol/m3]."""
    carbonate_in_brine: float = parameter("g/L", low=0, high=50)
    """Total inorganic carbon as CO3 in the filtered brine; it becomes CO2 in the chlorine [kg/m3]."""
    Ca_to_IX: float = parameter("mg/L", low=0, high=1e4)
    """Calcium left in the filtered brine [kg/m3]."""
    Mg_to_IX: float = parameter("mg/L", low=0, high=1e4)
    """Magnesium left in the filtered brine [kg/m3]."""
    SO4_target: float = parameter("g/L", low=0, high=100)
    """Sulphate that barium chloride leaves in the brine [kg/m3]."""
    Ba_ratio: float = parameter("mol/mol", low=0, high=1)
    """BaCl2 dosed per sulphate in excess of the target [mol/mol]."""
    BaCl2_strength: float = parameter("kg/kg", low=0.001, high=0.27)
    """BaCl2 in the dosing solution [kg/kg]."""
    cake_liquid: float = parameter("kg/kg", low=0, high=0.95)
    """Liquid in the dropped cake [kg/kg]."""
    cake_brine: float = parameter("kg/kg", low=0, high=1)
    """Share of the cake's liquid that is still brine after the wash [kg/kg]."""
    cake_wash: float = parameter("kg/kg", low=0, high=100)
    """Wash water per kg of cake [kg/kg]."""
    T: float = parameter("degC", low=10, high=100)
    """Temperature of precipitation and filtration [K]."""


@nameplate
class Tracers:
    """How much of each tracer a pass removes and the membrane lets through: path `tracer.`."""

    K_removal: float = parameter("kg/kg", low=0, high=1)
    """Potassium removed a pass in purification and adsorbers [kg/kg]."""
    F_removal: float = parameter("kg/kg", low=0, high=1)
    """Fluoride removed a pass: CaF2 and LiF, alumina or La resin [kg/kg]."""
    Si_removal: float = parameter("kg/kg", low=0, high=1)
    """Silicon removed a pass, with Mg(OH)2 [kg/kg]."""
    B_removal: float = parameter("kg/kg", low=0, high=1)
    """Boron removed a pass, N-methylglucamine side bed [kg/kg]."""
    Al_removal: float = parameter("kg/kg", low=0, high=1)
    """Aluminium removed a pass, at pH 6-8 and as Mg-Al hydroxide [kg/kg]."""
    P_removal: float = parameter("kg/kg", low=0, high=1)
    """Phosphorus removed a pass, as Ca and Mg phosphate [kg/kg]."""
    Fe_removal: float = parameter("kg/kg", low=0, high=1)
    """Iron removed a pass, as Fe(OH)3; what slips is colloidal [kg/kg]."""
    Ni_removal: float = parameter("kg/kg", low=0, high=1)
    """Nickel, cobalt, manganese and copper removed a pass, as hydroxides [kg/kg]."""
    Sr_removal: float = parameter("kg/kg", low=0, high=1)
    """Strontium removed a pass, in the calcium carbonate [kg/kg]."""
    Na_membrane: float = parameter("-", low=0.01, high=100)
    """Selectivity of the membrane for sodium over lithium; enters the main balance [-]."""
    K_membrane: float = parameter("-", low=0, high=100)
    """Selectivity of the membrane for potassium over lithium [-]."""
    F_membrane: float = parameter("kg/kg", low=0, high=1)
    """Share of the brine's fluoride that passes the membrane [kg/kg]."""
    Si_membrane: float = parameter("kg/kg", low=0, high=1)
    """Share of the brine's silicon that passes the membrane [kg/kg]."""
    B_membrane: float = parameter("kg/kg", low=0, high=1)
    """Share of the brine's boron that passes the membrane, as neutral boric acid [kg/kg]."""
    Al_membrane: float = parameter("kg/kg", low=0, high=1)
    """Share of the brine's aluminium that passes the membrane [kg/kg]."""
    P_membrane: float = parameter("kg/kg", low=0, high=1)
    """Share of the brine's phosphorus that passes the membrane [kg/kg]."""
