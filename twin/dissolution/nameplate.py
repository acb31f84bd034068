"""Parameters of the feed, the dissolvers and the brine loop, SI inside.

Lives here: what the flowsheet must say about this section.
Lives elsewhere: values and provenance (flowsheets/*.yaml), what becomes of them (.equations, .equipment).
"""

from __future__ import annotations

from twin.parameter import nameplate, parameter


@nameplate
class Carbonate:
    """Composition of a lithium carbonate."""

    Li2CO3: float = parameter("kg/kg", low=0.3, high=1)
    """Lithium carbonate [kg/kg]."""
    H2O: float = parameter("kg/kg", low=0, high=0.5)
    """Moisture [kg/kg]."""
    Na2CO3: float = parameter("kg/kg", low=0, high=0.3)
    """Sodium carbonate, all sodium [kg/kg]."""
    CaCO3: float = parameter("kg/kg", low=0, high=0.1)
    """Calcium carbonate, all calcium [kg/kg]."""
    MgCO3: float = parameter("kg/kg", low=0, high=0.1)
    """Magnesium carbonate, all magnesium [kg/kg]."""
    Li2SO4: float = parameter("kg/kg", low=0, high=0.3)
    """Lithium sulphate, all sulphate [kg/kg]."""
    INS: float = parameter("kg/kg", low=0, high=0.2)
    """Insolubles and all trace elements, these by element; what oxygen, hydroxide and carbonate they carry along is not
    lithium carbonate [kg/kg]."""
    K: float = parameter("mg/kg", low=0, high=1e5)
    """Potassium, as carbonate [kg/kg]."""
    F: float = parameter("mg/kg", low=0, high=1e5)
    """Fluoride, as LiF [kg/kg]."""
    Si: float = parameter("mg/kg", low=0, high=1e5)
    """Silicon, as SiO2 that dissolves [kg/kg]."""
    B: float = parameter("mg/kg", low=0, high=1e5)
    """Boron, as boric acid [kg/kg]."""
    Al: float = parameter("mg/kg", low=0, high=1e5)
    """Aluminium, as hydroxide [kg/kg]."""
    P: float = parameter("mg/kg", low=0, high=1e5)
    """Phosphorus, as Li3PO4: phosphate of LFP-derived feed [kg/kg]."""
    Sr: float = parameter("mg/kg", low=0, high=1e5)
    """Strontium, as carbonate [kg/kg]."""
    Ba: float = parameter("mg/kg", low=0, high=1e5)
    """Barium, as carbonate [kg/kg]."""
    Fe: float = parameter("mg/kg", low=0, high=1e5)
    """Iron, as hydroxide [kg/kg]."""
    Ni: float = parameter("mg/kg", low=0, high=1e5)
    """Nickel, cobalt, manganese and copper, as Ni(OH)2 [kg/kg]."""
    I: float = parameter("mg/kg", low=0, high=1e5)  # noqa: E741
    """Iodine, as LiI [kg/kg]."""
    Cl: float = parameter("mg/kg", low=0, high=1e5)
    """Chlorine, as LiCl [kg/kg]."""


@nameplate
class Feed(Carbonate):
    """What is fed: primary carbonate, of it a share replaced by recycled one, lot by lot: path `feed.`."""

    recycled_share: float = parameter("kg/kg", low=0, high=1)
    """Share of the carbonate that is recycled; the rest is primary [kg/kg]."""
    lot_variation: float = parameter("-", low=0, high=1)
    """Standard deviation of each impurity from lot to lot, over its mean [-]; 0: all lots are alike."""
    F_most: float = parameter("mg/kg", low=0, high=1e5)
    """Fluoride above which a lot is not accepted [kg/kg]."""


@nameplate
class Recycled(Carbonate):
    """Composition of the recycled lithium carbonate: path `recycled.`."""


@nameplate
class Concentrate:
    """LiCl brine concentrate that replaces part of the carbonate: path `concentrate.`."""

    share: float = parameter("mol/mol", low=0, high=0.9)
    """Share of the lithium fed that comes as LiCl [mol/mol]."""
    LiCl: float = parameter("kg/kg", low=0.05, high=0.48)
    """Lithium chloride [kg/kg]."""
    NaCl: float = parameter("kg/kg", low=0, high=0.2)
    """Sodium chloride [kg/kg]."""
    Ca: float = parameter("mg/kg", low=0, high=1e5)
    """Calcium, as chloride [kg/kg]."""
    Mg: float = parameter("mg/kg", low=0, high=1e5)
    """Magnesium, as chloride [kg/kg]."""
    SO4: float = parameter("mg/kg", low=0, high=1e5)
    """Sulphate [kg/kg]."""
    B: float = parameter("mg/kg", low=0, high=1e5)
    """Boron, as boric acid [kg/kg]."""


@nameplate
class Dissolution:
    """The two dissolvers R-101A and R-101B: path `dissolution.`."""

    acid_feed_forward: float = parameter("mol/mol", low=0.5, high=1.2)
    """HCl to R-101A per stoichiometric, recycled free acid counted; the rest is the trim of R-101B [mol/mol]."""
    trim_reset: float = parameter("min", low=1, high=1440)
    """Integral time of AIC-105 [s]; its closed-loop time is that of the loop list."""
    trim_most: float = parameter("-", low=0, high=1)
    """What its integral may hold, as a share of the acid asked for [-]."""
    free_acid: float = parameter("kmol/m3", low=1e-6, high=1)
    """Free HCl that leaves R-101B [mol/m3]."""
    dissolved_CO2: float = parameter("kmol/m3", low=0, high=0.1)
    """CO2 left in the raw brine after the nitrogen strip of R-101B [mol/m3]."""
    offgas_T: float = parameter("degC", low=5, high=95)
    """Outlet of the vent condenser, gas saturated [K]."""
    solids_time: float = parameter("min", low=0.1, high=1440)
    """Mean time that a lot of 50 um stays undissolved in R-101A; it goes with the square of the size [s]."""
    size_spread: float = parameter("-", low=0.05, high=2)
    """Standard deviation of the logarithm of particle size in a lot, by mass [-]."""
    blending: float = parameter("min", low=0.05, high=60)
    """Time in which acid is blended into a dissolver [s]."""
    wetting: float = parameter("min", low=0.1, high=60)
    """Time in which a particle is wetted and blended in; none dissolves faster [s]."""
    bicarbonate_most: float = parameter("kmol/m3", low=0.01, high=2)
    """Alkalinity at which carbonate no longer dissolves in the brine [mol/m3]."""
    d50: float = parameter("um", low=1, high=200)
    """Median particle size of the carbonate [m]; a property of the lot. At most the size of the largest class of
    .particles (200 um): coarser ones would dissolve as if they were of that size."""
    batch_reactors: int = parameter("-", low=0, high=12)
    """Batch reactors that dissolve the feed; 0: R-101A and R-101B do, continuously [-]."""
    strip_N2: float = parameter("kmol/h", low=0, high=1000)
    """Nitrogen that strips R-101B; it passes through and is no part of the balance [mol/s]."""
    area: float = parameter("m2", low=0.1, high=100)
    """Cross section of R-101A [m2]."""
    bubble_rise: float = parameter("m/s", low=0.01, high=2)
    """Rise of the bubbles in it [m/s]."""
    foam_factor: float = parameter("-", low=1, high=20)
    """Foam over the gas that the liquid of R-101A holds [-]."""
    solids_carryover: float = parameter("-", low=0, high=1)
    """Solids in the overflow of R-101A, share of its mixed concentration (settling zone) [-]."""
    carbonate_A: float = parameter("kmol/m3", low=1e-6, high=0.2)
    """Dissolved carbonate in R-101A near 1 bar CO2 [mol/m3]."""
    T: float = parameter("degC", low=10, high=100)
    """Temperature of both dissolvers [K]."""


@nameplate
class BrineLoop:
    """What enters and leaves the brine loop beside the process: path `loop.`."""

    parasitic_water: float = parameter("kg/h", low=0, high=1e5)
    """Seal, flush and wash water that the sump returns [kg/s]."""
    purge: float = parameter("kg/h", low=0, high=1e5)
    """Dechlorinated brine purged [kg/s]."""
