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
    """Share of the HCl made that the absorber and tails tower keep [kg/kg]."""
    acid_strength: float = parameter("kg/kg", low=0.05, high=0.42)
    """HCl in the product acid; bought acid the same [kg/kg]."""
    steam_fraction: float = parameter("kW/kW", low=0, high=1)
    """Share of the reaction heat raised as steam [W/W]."""
    steam_enthalpy: float = parameter("kJ/kg", low=1000, high=4000)
    """Heat that raises a kg of steam [J/kg]."""
    acid_T: float = parameter("degC", low=0, high=80)
    """Temperature of the acid in the tanks [K]."""


@nameplate
class Hypochlorite:
    """Absorber of surplus chlorine, T-801/802: path `hypochlorite.`."""

    strength: float = parameter("kg/kg", low=0.01, high=0.25)
    """NaOCl in the product [kg/kg]."""
    NaOH_excess: float = parameter("kg/kg", low=0, high=0.2)
    """Free NaOH in the product [kg/kg]."""
    NaOH_strength: float = parameter("kg/kg", low=0.05, high=0.55)
    """NaOH in the bought lye [kg/kg]."""


@nameplate
class Dechlorination:
    """Vacuum stripper C-401: path `dechlorination.`."""

    free_acid: float = parameter("kmol/m3", low=0, high=2)
    """Free HCl in the stripper's feed [mol/m3]."""
    air_inleak: float = parameter("kg/h", low=0, high=1000)
    """Dry air that leaks into the vacuum [kg/s]."""


@nameplate
class Chlorate:
    """Chlorate reactor R-402: path `chlorate.`."""

    side_stream: float = parameter("m3/m3", low=0, high=1)
    """Share of the depleted brine through the reactor [m3/m3]."""
    conversion: float = parameter("mol/mol", low=0, high=0.999)
    """Chlorate destroyed a pass at `T` and the design's residence [mol/mol]; all of it would take for ever."""
    free_HCl: float = parameter("g/L", low=0, high=200)
    """Free HCl at the reactor's outlet; it goes back to the dissolver with the brine [kg/m3]."""
    T: float = parameter("degC", low=20, high=150)
    """Temperature of the reactor [K]."""
