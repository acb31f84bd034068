"""Parameters of chlorine handling: dechlorination, chlorate, hydrochloric acid, hypochlorite; SI inside.

Lives here: what the flowsheet must say about this section.
Lives elsewhere: values and provenance (flowsheets/*.yaml), what becomes of them (.equations, .equipment), the burner's
turndown (`limits.`, twin.electrolysis.nameplate).
"""

from __future__ import annotations

from twin.parameter import nameplate, parameter


@nameplate
class Hcl:
    """Burner B-501, absorber A-501 and acid tanks: path `hcl.`."""

    H2_excess: float = parameter("-", low=0, high=10)
    """x = H2/(Cl2 + 2 O2) - 1 at the burner [mol/mol]."""
    H2_import: float = parameter("kmol/h", low=0, high=1e4)
    """Hydrogen bought or made elsewhere [mol/s]."""
    H2_vent: float = parameter("kg/kg", low=0, high=1)
    """Share of the cells' hydrogen vented or lost in purges [kg/kg]."""
    absorption: float = parameter("kg/kg", low=0.5, high=1)
    """Share of the HCl made that the absorber and tails tower keep at the reference, which is the most [kg/kg]."""
    acid_strength: float = parameter("kg/kg", low=0.05, high=0.42)
    """HCl in the product acid; bought acid the same [kg/kg]."""
    film_passes: float = parameter("kg/kg", low=0.005, high=0.5)
    """HCl that passes the film absorber to the tails tower at the reference [kg/kg]; sizes the film."""
    film_approach: float = parameter("K", low=1, high=60)
    """Acid at the film's foot above cooling water at full load [K]."""
    film_UA: float = parameter("-", low=0, high=1)
    """Exponent of the load in the film absorber's UA [-]."""
    tower_UA: float = parameter("-", low=0, high=1)
    """Exponent of the load in the tails tower's UA [-]."""
    tower_warmth: float = parameter("1/K", low=0, high=0.5)
    """Share by which the tower's loss grows with each kelvin of absorption water above 25 degC [1/K]."""
    acid_Cl2: float = parameter("kmol/m3/bar", low=0, high=5)
    """Solubility of chlorine in the product acid [mol/m3/Pa]."""
    tail_air: float = parameter("kmol/h", low=0.1, high=1e4)
    """Air that the tail fan draws in beside the tail gas [mol/s]."""
    steam_fraction: float = parameter("kW/kW", low=0, high=1)
    """Share of the reaction heat raised as steam at full load [W/W]."""
    jacket_T: float = parameter("degC", low=100, high=300)
    """Wall of the jacket that raises the steam [K]."""
    jacket_UA: float = parameter("-", low=0, high=1)
    """Exponent of the load in the jacket's UA [-]."""
    steam_enthalpy: float = parameter("kJ/kg", low=1000, high=4000)
    """Heat that raises a kg of steam [J/kg]."""
    acid_T: float = parameter("degC", low=0, high=80)
    """Temperature of the acid in the tanks [K]."""
    tail_recycle: float = parameter("kg/kg", low=0, high=0.98)
    """Share of the tail gas's hydrogen that returns to the burner [kg/kg]."""
    cooling_water_T: float = parameter("degC", low=1, high=45)
    """Cooling water of gas coolers and film absorber [K]."""
    absorber_water_T: float = parameter("degC", low=5, high=80)
    """Absorption water behind its cooler [K]; no warmer than the condensate it is made of."""
    mixing: float = parameter("-", low=1e-4, high=0.2)
    """Standard deviation of the hydrogen excess over the flame [-]."""
    cross_limits: float = parameter("-", low=0, high=1)
    """1: hydrogen leads up and chlorine leads down; 0: chlorine follows late both ways [-]."""
    purge_N2: float = parameter("kmol/h", low=0, high=1000)
    """Nitrogen that sweeps the furnace before ignition [mol/s]."""
    burners: float = parameter("-", low=0, high=1)
    """1: there is a burner; 0: there is none, all chlorine becomes hypochlorite and all acid is bought [-]."""


@nameplate
class Hypochlorite:
    """Absorber of surplus chlorine, T-801/802: path `hypochlorite.`."""

    strength: float = parameter("kg/kg", low=0.01, high=0.25)
    """NaOCl in the product [kg/kg]."""
    NaOH_excess: float = parameter("kg/kg", low=0, high=0.2)
    """Free NaOH in the product [kg/kg]."""
    NaOH_strength: float = parameter("kg/kg", low=0.05, high=0.55)
    """NaOH in the bought lye [kg/kg]."""
    transfer_units: float = parameter("-", low=0.1, high=50)
    """Of one of the two absorber columns for chlorine, while there is lye [-]."""
    least_lye: float = parameter("kg/kg", low=1e-4, high=0.2)
    """Free NaOH below which they fall in proportion to it [kg/kg]."""


@nameplate
class Dechlorination:
    """Vacuum stripper C-401: path `dechlorination.`."""

    free_acid: float = parameter("kmol/m3", low=0, high=2)
    """Free HCl in the stripper's feed [mol/m3]."""
    air_inleak: float = parameter("kg/h", low=0, high=1000)
    """Dry air that leaks into the vacuum [kg/s]."""
    strip_air: float = parameter("kg/h", low=0, high=1e4)
    """Air blown through the column on purpose; more than a trace sends the chlorine to hypochlorite [kg/s]."""
    efficiency: float = parameter("-", low=0, high=1)
    """Approach of the column to one ideal stage [-]."""
    peroxide_ratio: float = parameter("mol/mol", low=0, high=100)
    """H2O2 dosed to filtrate a mole of active chlorine; most of it decays unused [mol/mol]."""
    peroxide_max: float = parameter("kg/h", low=0, high=1000)
    """Peroxide solution that the dosing pump can [kg/s]."""
    peroxide_strength: float = parameter("kg/kg", low=0.01, high=0.7)
    """H2O2 in the solution [kg/kg]."""
    peroxide_time: float = parameter("min", low=0.01, high=600)
    """From the dosing point to the filtered brine tank [s]."""


@nameplate
class Chlorate:
    """Chlorate reactor R-402: path `chlorate.`."""

    side_stream: float = parameter("m3/m3", low=0, high=1)
    """Share of the depleted brine through the reactor [m3/m3]."""
    conversion: float = parameter("mol/mol", low=0, high=0.999)
    """Chlorate destroyed a pass at 90 degC, 30 g/L and the design's residence [mol/mol]; all would take for ever."""
    free_HCl: float = parameter("g/L", low=0, high=200)
    """Free HCl at the reactor's outlet; it goes back to the dissolver with the brine [kg/m3]."""
    T: float = parameter("degC", low=20, high=150)
    """Temperature of the reactor [K]."""
    activation_T: float = parameter("K", low=0, high=3e4)
    """Activation energy of the destruction over R [K]."""
    ClO2: float = parameter("mol/mol", low=0, high=0.5)
    """Share of the destroyed chlorate that becomes ClO2 at 90 degC and 30 g/L [mol/mol]."""
    ClO2_activation_T: float = parameter("K", low=0, high=3e4)
    """Activation energy that making ClO2 has less than making chlorine, over R [K]."""
