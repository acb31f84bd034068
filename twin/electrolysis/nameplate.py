"""Parameters of the electrolysers, SI inside.

Lives here: what the flowsheet must say about this section.
Lives elsewhere: values and provenance (flowsheets/*.yaml), what becomes of them (.equations, .equipment).
"""

from __future__ import annotations

from twin.parameter import nameplate, parameter


@nameplate
class Electrolysis:
    """Electrolysers E-301: path `electrolysis.`."""

    current_efficiency: float = parameter("mol/mol", low=0.05, high=1)
    """LiOH (with its NaOH) that leaves per electron, new membrane [mol/mol]."""
    O2_charge: float = parameter("mol/mol", low=0, high=0.5)
    """Share of the anode's charge that makes oxygen [mol/mol]."""
    chlorate_charge: float = parameter("mol/mol", low=0, high=0.5)
    """Share of the charge whose back-migrating OH- leaves as chlorate [mol/mol]."""
    anolyte_pH: float = parameter("-", low=0, high=7)
    """Activity pH of the depleted anolyte [-]."""
    Cl2_solubility: float = parameter("kmol/m3/bar", low=0, high=0.2)
    """Cl2(aq) in the anolyte, salting-out included [mol/m3/Pa]."""
    Cl2_hydrolysis: float = parameter("mol2/L2", low=0, high=1)
    """K of HOCl = K Cl2(aq)/(a_H a_Cl) [mol2/m6]."""
    a_Cl: float = parameter("-", low=0.01, high=1000)
    """Chloride activity in that expression, on the mol/L scale [-]."""
    p_Cl2: float = parameter("bar", low=0.01, high=5)
    """Partial pressure of chlorine over the anolyte [Pa]."""
    p_H2: float = parameter("bar", low=0.01, high=5)
    """Partial pressure of hydrogen over the catholyte [Pa]."""
    water_drag: float = parameter("mol/mol", low=0, high=20)
    """Water carried per cation through the membrane; decides the sign of the loop water [mol/mol]."""
    anolyte_in: float = parameter("kg/kg", low=0.02, high=0.45)
    """LiCl in the acidified fresh feed [kg/kg]."""
    anolyte_out: float = parameter("kg/kg", low=0.01, high=0.45)
    """LiCl in the depleted anolyte [kg/kg]."""
    catholyte: float = parameter("kg/kg", low=0.005, high=0.14)
    """LiOH in the catholyte product [kg/kg]."""
    Cl_leak: float = parameter("kg/kg", low=0, high=0.01)
    """Chloride in the catholyte [kg/kg]."""
    recirculation: float = parameter("m3/m3", low=0, high=50)
    """Recirculated anolyte per fresh feed [m3/m3]."""
    T: float = parameter("degC", low=20, high=100)
    """Temperature of the outlets [K]."""
    T_feed: float = parameter("degC", low=5, high=100)
    """Temperature of anolyte feed and DI water [K]."""
    P_anode: float = parameter("kPa", low=50, high=500)
    """Absolute pressure of the anode gas [Pa]."""
    P_cathode: float = parameter("kPa", low=50, high=500)
    """Absolute pressure of the cathode gas [Pa]."""
    aw_anolyte: float = parameter("-", low=0.05, high=1)
    """Water activity over the anolyte [-]."""
    aw_catholyte: float = parameter("-", low=0.05, high=1)
    """Water activity over the catholyte [-]."""
    T_gas: float = parameter("degC", low=5, high=90)
    """Outlet of the gas coolers [K]."""
    electrolysers: int = parameter("-", low=1, high=100)
    """Electrolysers."""
    elements: int = parameter("-", low=1, high=400)
    """Bipolar elements in series in each electrolyser."""
    area: float = parameter("m2", low=1e-4, high=10)
    """Membrane area of an element [m2]."""
    E_rev: float = parameter("V", low=0.5, high=4)
    """Reversible voltage at 5.96 mol/kg LiCl, 4.64 mol/kg LiOH, 85 degC and the gas pressures [V]."""
    E_rev_dT: float = parameter("V/K", low=-0.01, high=0.01)
    """Its slope with temperature [V/K]."""
    E_rev_dLiCl: float = parameter("V/(mol/kg)", low=-0.5, high=0.5)
    """Its slope with the molality of LiCl [V kg/mol]."""
    E_rev_dLiOH: float = parameter("V/(mol/kg)", low=-0.5, high=0.5)
    """Its slope with the molality of LiOH [V kg/mol]."""
    i0: float = parameter("kA/m2", low=1e-6, high=10)
    """Reference current density of both overpotentials; the logarithm holds above it [A/m2]."""
    anode_alpha: float = parameter("-", low=0.05, high=4)
    """Divides kT/e in the anode's overpotential [-]."""
    anode_offset: float = parameter("V", low=-0.5, high=2)
    """Anode overpotential at `i0` [V]."""
    cathode_alpha: float = parameter("-", low=0.05, high=4)
    """Divides kT/e in the cathode's overpotential [-]."""
    cathode_offset: float = parameter("V", low=-0.5, high=2)
    """Cathode overpotential at `i0` [V]."""
    R_membrane: float = parameter("V m2/kA", low=0, high=10)
    """Membrane resistance at 85 degC, new [V m2/A]."""
    R_solution: float = parameter("V m2/kA", low=0, high=10)
    """Resistance of the solutions at 85 degC [V m2/A]."""
    R_bubbles: float = parameter("V m2/kA", low=0, high=10)
    """Resistance of the gas bubbles [V m2/A]."""
    R_hardware: float = parameter("V m2/kA", low=0, high=10)
    """Resistance of the metal [V m2/A]."""
    R_activation_T: float = parameter("K", low=0, high=10000)
    """B in exp(B (1/T - 1/358.15)) of membrane and solutions, a temperature difference [K]."""
    wall_loss: float = parameter("kW", low=0, high=1000)
    """Heat lost by one electrolyser with its tanks [W]."""
    heat_capacity: float = parameter("MJ/K", low=0.001, high=1e4)
    """Heat capacity of one electrolyser: metal, liquid, its share of V-302 and piping [J/K]."""
    feed_ratio: float = parameter("L/kAh", low=0.1, high=1000)
    """Bias of FIC-301: fresh anolyte feed per charge through all elements before the LiCl trim moves it [m3/C]."""
    acid_ratio: float = parameter("mol/kAh", low=0, high=1000)
    """Bias of FFIC-302: HCl dosed to the fresh feed per charge before the acid trim moves it; 0 doses none [mol/C]."""
    di_ratio: float = parameter("kg/kAh", low=0.1, high=1000)
    """Bias of FFIC-307: DI water to the catholyte per charge before the LiOH trim moves it [kg/C]."""
    ramp_up: float = parameter("kA/m2/min", low=0.001, high=100)
    """Fastest rise of the current density [A/m2/s]."""
    ramp_down: float = parameter("kA/m2/min", low=0.001, high=100)
    """Fastest fall of the current density, a trip apart [A/m2/s]."""
    proton_activity: float = parameter("-", low=0.01, high=1000)
    """Activity over molarity of H+ in the anolyte [-]."""
    current: float | None = parameter("kA", low=0.001, high=1000, default=None)
    """Current through each electrolyser [A]; None: the throughput decides."""
    wear: tuple[float, ...] = parameter("-", low=0, high=10, default=())
    """Membrane resistance of each element beyond `R_membrane`, as a share of it, bank after bank; empty: new [-]."""


@nameplate
class Limits:
    """What the equipment bears: path `limits.`."""

    i_max: float = parameter("kA/m2", low=0.1, high=20)
    """Highest current density [A/m2]."""
    burner_turndown: float = parameter("-", low=0, high=1)
    """Smallest load of the burner, share of nominal [-]."""
