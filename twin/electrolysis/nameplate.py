"""Parameters of the electrolysers, SI inside.

Lives here: what the flowsheet must say about this section.
Lives elsewhere: values and provenance (flowsheets/*.yaml), what becomes of them (.equations, .equipment).
"""

from __future__ import annotations

from typing import Final

from twin.parameter import nameplate, parameter

REFERENCE_LOSS: Final = 0.10
"""Back-migration at which the oxygen and chlorate shares are given [-]: 1 - 0.90 (data book section 1)."""
FARADAIC, SEMI_EMPIRICAL, FULL = 0, 1, 2
"""Fidelities: yields and voltages as typed; the data book's curves; activities, gases and the state of each element."""
SPECIES: Final = {
    "Ca+Mg": ("CA", "MG"), "Sr": ("SR",), "Ba": ("BA",), "SiO2": ("SI",), "Al": ("AL",), "SO4": ("SO4",),
    "I": ("IOD",), "F": ("F",), "Ni": ("NI",), "Fe": ("FE",), "B": ("B",), "ClO3": ("CLO3",),
}  # fmt: skip
"""Species of the flowsheet's `poisons` -> components that are counted as it."""


@nameplate
class Electrolysis:
    """Electrolysers E-301: path `electrolysis.`."""

    current_efficiency: float = parameter("mol/mol", low=0.4, high=1)
    """LiOH (with its NaOH) that leaves per electron, new membrane [mol/mol]; below 0.4 it is no membrane cell."""
    O2_charge: float = parameter("mol/mol", low=0, high=0.5)
    """Share of the anode's charge that makes oxygen, at pH 2.5 and a loss of 0.10 [mol/mol]."""
    chlorate_charge: float = parameter("mol/mol", low=0, high=0.5)
    """Share of the charge whose back-migrating OH- leaves as chlorate, at pH 2.5 and a loss of 0.10 [mol/mol]."""
    O2_order: float = parameter("-", low=0, high=1)
    """Exponent of hydroxide in the oxygen: how the share moves with the anolyte's pH [-]; 0: not at all."""
    chlorate_order: float = parameter("-", low=0, high=1)
    """Exponent of k HOCl^2 ClO in the chlorate: how it moves with pH and dissolved chlorine [-]; 0: not at all."""
    chlorate_activation_T: float = parameter("K", low=0, high=3e4)
    """Activation energy of that k over R [K]."""
    anolyte_pH: float = parameter("-", low=0, high=7)
    """Activity pH of the depleted anolyte [-]."""
    Cl2_solubility: float = parameter("kmol/m3/bar", low=1e-4, high=0.2)
    """Cl2(aq) in the anolyte, salting-out included [mol/m3/Pa]."""
    Cl2_hydrolysis: float = parameter("mol2/L2", low=1e-6, high=1)
    """K of HOCl = K Cl2(aq)/(a_H a_Cl) [mol2/m6]."""
    a_Cl: float = parameter("-", low=0.01, high=1000)
    """Chloride activity in that expression, on the mol/L scale [-]."""
    p_Cl2: float = parameter("bar", low=0.01, high=5)
    """Partial pressure of chlorine to which E_rev belongs, and for which acid is dosed at first [Pa]."""
    p_H2: float = parameter("bar", low=0.01, high=5)
    """Partial pressure of hydrogen to which E_rev belongs [Pa]."""
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
    """Reversible voltage at 5.96 mol/kg LiCl, 4.64 mol/kg LiOH, 85 degC and the gas pressures, fidelities 0, 1 [V]."""
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
    back_strength: float = parameter("-", low=0, high=5)
    """Exponent of the catholyte's strength in the back-migration of hydroxide [-]."""
    back_density: float = parameter("-", low=-1, high=1)
    """Exponent n of the current density in it; theory and data differ in its sign [-]."""
    back_warmth: float = parameter("1/K", low=-0.1, high=0.1)
    """Slope of its logarithm with temperature [1/K]."""
    back_coolest: float = parameter("degC", low=0, high=100)
    """Temperature below which cooling saves no more of it [K]."""
    cold_T: float = parameter("degC", low=0, high=100)
    """Temperature below which the carboxylate layer tightens and efficiency falls [K]."""
    cold_loss: float = parameter("1/K", low=0, high=0.05)
    """Efficiency that each kelvin below it costs [1/K]."""
    weak_anolyte: float = parameter("kg/kg", low=0, high=0.4)
    """LiCl of the depleted anolyte below which efficiency falls [kg/kg]."""
    weak_loss: float = parameter("-", low=0, high=10)
    """Efficiency that it then costs, per mass fraction of LiCl that is missing [-]."""
    H2_crossover: float = parameter("mol/m2/h/bar", low=0, high=100)
    """Permeance of a membrane on load for hydrogen [mol/(m2 s Pa)]."""
    O2_crossover: float = parameter("mol/m2/h/bar", low=0, high=100)
    """Permeance of a membrane on load for oxygen [mol/(m2 s Pa)]."""
    pinhole_gas: float = parameter("-", low=0, high=1)
    """Share of a hole's area in the gas at the top of its element, where membranes wear through first [-]."""
    pinhole_voltage: float = parameter("V", low=0, high=1.5)
    """Voltage that an element loses when leaked lye, not chloride, feeds its anode [V]."""
    heat_rate: float = parameter("K/h", low=0.1, high=100)
    """Fastest warming of a cold electrolyser [K/s]."""
    start_T: float = parameter("degC", low=20, high=95)
    """Temperature at which a cold electrolyser is polarised [K]."""
    start_density: float = parameter("kA/m2", low=0.01, high=10)
    """Current density at which it is energised [A/m2]."""
    fidelity: int = parameter("-", low=0, high=2, words=("faradaic", "semi-empirical", "full"), default=2)
    """0 faradaic: yields and voltages as typed; 1 semi-empirical: curves; 2 full: activities and each element."""
    low_load: float = parameter("-", low=0.01, high=0.2)
    """Load of the low-load test, over the full load [-]."""
    low_load_every: float = parameter("y", low=0, high=10)
    """Time between two low-load tests of the plant; 0: none [s]."""
    load_policy: int = parameter("-", low=0, high=1, default=0)
    """What others do when an electrolyser is out: 0 hold their load, 1 share its load up to `limits.i_max`."""
    bypass: int = parameter("-", low=0, high=1, default=0)
    """A failed element: 0 is changed with its electrolyser off, 1 is bypassed by a jumper until the next works."""
    current: float | None = parameter("kA", low=0.001, high=1000, default=None)
    """Current through each electrolyser [A]; None: the throughput decides."""
    membrane_age: tuple[float, ...] = parameter("y", low=0, high=20, default=())
    """Time on load of each electrolyser's membranes at the start [s]; empty: new."""
    coating_age: tuple[float, ...] = parameter("y", low=0, high=30, default=())
    """Time on load of each electrolyser's coatings at the start [s]; empty: new."""
    wear: tuple[float, ...] = parameter("-", low=0, high=10, default=())
    """Membrane resistance of each element beyond `R_membrane`, as a share of it, bank after bank; empty: new [-]."""


@nameplate
class Ageing:
    """How elements age on load: path `ageing.`. Rates, so that no step of the integrator matters."""

    efficiency: float = parameter("1/y", low=0, high=0.5)
    """Current efficiency lost by time on load [1/s]."""
    membrane: float = parameter("V/y", low=0, high=1)
    """Membrane voltage gained by time on load, at 3.73 kA/m2 [V/s]."""
    anode: float = parameter("V/y", low=0, high=1)
    """Overvoltage gained by the anode's coating [V/s]."""
    cathode: float = parameter("V/y", low=0, high=1)
    """Overvoltage gained by the cathode's coating [V/s]."""
    trip_efficiency: float = parameter("-", low=0, high=0.1)
    """Current efficiency that an unplanned trip costs [-]."""
    trip_voltage: float = parameter("V", low=0, high=0.1)
    """Overvoltage that the reverse current of a trip leaves on the cathodes [V]."""
    hot_T: float = parameter("degC", low=50, high=110)
    """Temperature above which all ages faster [K]."""
    hot: float = parameter("1/K", low=0, high=10)
    """By this share of the ordinary a kelvin [1/K]."""
    weak_anolyte: float = parameter("kg/kg", low=0, high=0.4)
    """LiCl of the anolyte below which all ages faster [kg/kg]."""
    weak_catholyte: float = parameter("kg/kg", low=0, high=0.14)
    """LiOH of the catholyte below which all ages faster [kg/kg]."""
    strong_catholyte: float = parameter("kg/kg", low=0, high=0.2)
    """LiOH of the catholyte above which all ages faster [kg/kg]."""
    off_strength: float = parameter("-", low=0, high=1000)
    """By this share of the ordinary per mass fraction that a strength is off [-]."""
    inlet_acid: float = parameter("kmol/m3", low=0.001, high=10)
    """Free acid at the cells' inlets, fresh feed with recirculated anolyte, above which all ages faster [mol/m3]."""
    sour: float = parameter("-", low=0, high=100)
    """By this share of the ordinary at twice that [-]."""
    anode_life: float = parameter("y", low=0.1, high=100)
    """Time on load after which the anodes' coating wears off [s]."""
    cathode_life: float = parameter("y", low=0.1, high=100)
    """Time on load after which the cathodes' coating wears off [s]."""
    worn_out: float = parameter("-", low=0, high=1000)
    """How much faster a coating then goes, per life beyond [-]."""
    pinhole: float = parameter("mm2", low=0.001, high=1000)
    """Area of a hole when it is found [m2]."""
    pinhole_growth: float = parameter("1/y", low=0, high=100)
    """Growth of a hole on load, share of its area [1/s]."""


@nameplate
class Poison:
    """A species that membranes and coatings bear up to a limit: path `poisons.NAME.`, NAME a species of the brine.

    Damage goes with the concentration beyond the limit; the rates are those at twice the limit.
    """

    name: str
    """Ca+Mg, or one of Sr, Ba, SiO2, Al, SO4, I, F, Ni, Fe, B, ClO3."""
    limit: float = parameter("mg/L", low=1e-6, high=1e5)
    """Concentration in the brine to the cells that they bear [kg/m3]."""
    efficiency: float = parameter("1/y", low=0, high=100, default=0.0)
    """Current efficiency lost at twice the limit [1/s]."""
    membrane: float = parameter("V/y", low=0, high=100, default=0.0)
    """Membrane voltage gained at twice the limit, at 3.73 kA/m2 [V/s]."""
    anode: float = parameter("V/y", low=0, high=100, default=0.0)
    """Anode overvoltage gained at twice the limit [V/s]."""
    cathode: float = parameter("V/y", low=0, high=100, default=0.0)
    """Cathode overvoltage gained at twice the limit [V/s]."""


@nameplate
class Limits:
    """What the equipment bears: path `limits.`."""

    i_max: float = parameter("kA/m2", low=0.1, high=20)
    """Highest current density [A/m2]."""
    burner_turndown: float = parameter("-", low=0, high=1)
    """Smallest load of the burner, share of nominal [-]."""
