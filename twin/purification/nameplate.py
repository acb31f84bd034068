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
    """Calcium that the laboratory finds in filtered brine at the reference's feed, flow and aims: it says how much of
    the carbonate calcium meets, the rest being paired with lithium [kg/m3]."""
    Mg_to_IX: float = parameter("mg/L", low=0, high=1e4)
    """Magnesium there, colloids included: it says how fast Mg(OH)2 forms. Not below its equilibrium, 0.05 mg/L
    [kg/m3]."""
    Ca_approach: float = parameter("kg/kg", low=0, high=0.99999)
    """Share of the way to the equilibrium of CaCO3 that brine goes in the reference's residence time [-]."""
    Ba_approach: float = parameter("kg/kg", low=0, high=0.99999)
    """The same for barium and BaSO4 [-]."""
    F_approach: float = parameter("kg/kg", low=0, high=0.99999)
    """The same for fluoride and LiF [-]."""
    Fe_approach: float = parameter("kg/kg", low=0, high=0.99999)
    """The same for iron and Fe(OH)3; what slips is colloidal [-]."""
    Ni_approach: float = parameter("kg/kg", low=0, high=0.99999)
    """The same for nickel, cobalt, manganese and copper and their hydroxides [-]."""
    Al_approach: float = parameter("kg/kg", low=0, high=0.99999)
    """The same for aluminium and its hydroxides with magnesium and lithium [-]."""
    P_approach: float = parameter("kg/kg", low=0, high=0.99999)
    """The same for phosphate with calcium, then lithium [-]."""
    Fe_left: float = parameter("ug/L", low=0, high=1e4)
    """Iron in equilibrium with its hydroxide at the aimed base [kg/m3]."""
    Ni_left: float = parameter("ug/L", low=0, high=1e4)
    """Nickel in equilibrium with its hydroxide at the aimed base [kg/m3]."""
    Al_left: float = parameter("ug/L", low=0, high=1e5)
    """Aluminium in equilibrium with its mixed hydroxides at the aimed base [kg/m3]."""
    P_left: float = parameter("ug/L", low=0, high=1e4)
    """Phosphorus in equilibrium with its calcium and lithium salts at the aimed base [kg/m3]."""
    Fe_complexed: float = parameter("-", low=0, high=1)
    """Share of the iron in solution beside its hydroxide that is hydroxo complex at the aim [-]: rises with base."""
    Ni_complexed: float = parameter("-", low=0, high=1)
    """The same of nickel [-]."""
    Al_complexed: float = parameter("-", low=0, high=1)
    """The same of aluminium [-]."""
    Si_per_Mg: float = parameter("mol/mol", low=0, high=10)
    """Silica that falling Mg(OH)2 can carry at most [mol/mol]."""
    Si_half: float = parameter("mg/L", low=1e-4, high=100)
    """Silicon in solution where it carries half of that [kg/m3]."""
    Sr_partition: float = parameter("-", low=0, high=10)
    """Strontium over calcium in CaCO3, over the same in the brine [-]."""
    LiF_factor: float = parameter("-", low=0, high=100)
    """Solubility of LiF over that with the activity coefficient of hydroxide for fluoride [-]."""
    F_bed: float = parameter("kg/kg", low=0, high=1)
    """Share of a pass that the fluoride adsorber takes from raw brine; 0: there is none [-]."""
    F_bed_charge: float = parameter("kg", low=0, high=1e4)
    """Fluoride that it takes between two regenerations [kg]."""
    B_bed: float = parameter("kg/kg", low=0, high=1)
    """Share of a pass that the N-methylglucamine resin takes of boron; 0: there is none [-]."""
    B_bed_charge: float = parameter("kg", low=0, high=1e4)
    """Boron that it takes between two regenerations [kg]."""
    bed_service: float = parameter("h", low=1, high=1e4)
    """Shortest time between two regenerations of a side bed [s]."""
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
    filter_area: float = parameter("m2", low=0.1, high=1e4)
    """Of one candle filter [m2]."""
    filter_medium: float = parameter("1/m", low=0, high=1e13)
    """Resistance of candles and precoat [1/m]."""
    filter_cake: float = parameter("m/kg", low=1e8, high=1e15)
    """Specific resistance of the cake at 1 bar [m/kg]."""
    filter_compression: float = parameter("-", low=0, high=0.95)
    """Exponent of the pressure drop in it; 0: the cake does not give [-]."""
    filter_end: float = parameter("bar", low=0.05, high=10)
    """Pressure drop at which a filter is taken off [Pa]."""
    filter_longest: float = parameter("h", low=0.5, high=1e3)
    """Time after which it is taken off whatever its pressure drop [s]."""


@nameplate
class Tracers:
    """What the side beds take along and the membrane lets through of each tracer: path `tracer.`."""

    K_removal: float = parameter("kg/kg", low=0, high=1)
    """Potassium that the side beds take along in a pass [kg/kg]."""
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
