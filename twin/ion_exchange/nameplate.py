"""Parameters of the ion-exchange columns, SI inside.

Lives here: what the flowsheet must say about this section.
Lives elsewhere: values and provenance (flowsheets/*.yaml), what becomes of them (.equations, .equipment), times of the
regeneration steps (schedule of the flowsheet).
"""

from __future__ import annotations

from twin.parameter import nameplate, parameter


@nameplate
class IonExchange:
    """Columns C-209: path `ion_exchange.`. A bed volume is the resin volume of one column."""

    resin_volume: float = parameter("m3", low=0.001, high=100)
    """Resin in one column [m3]."""
    liquid_fraction: float = parameter("m3/m3", low=0.05, high=3)
    """Brine held per volume of resin [m3/m3]."""
    capacity: float = parameter("kg/m3", low=0.1, high=100)
    """Hardness (as Ca) that the resin takes up to 50 % breakthrough [kg/m3]."""
    use_fraction: float = parameter("-", low=0.05, high=1)
    """Share of the 50 % breakthrough time that a column serves [-]."""
    displaced: float = parameter("kg/kg", low=0, high=1)
    """Held brine returned to the loop before regeneration [kg/kg]."""
    displacement_bv: float = parameter("m3/m3", low=0, high=50)
    """DI water of the displacement, to the brine loop [bed volumes]."""
    backwash_bv: float = parameter("m3/m3", low=0, high=50)
    """Backwash water, to effluent [bed volumes]."""
    hcl_bv: float = parameter("m3/m3", low=0, high=50)
    """Acid of the regeneration [bed volumes]."""
    hcl_strength: float = parameter("kg/kg", low=0.001, high=0.36)
    """HCl in that acid [kg/kg]."""
    rinse_acid_bv: float = parameter("m3/m3", low=0, high=50)
    """Rinse after the acid, to effluent [bed volumes]."""
    lioh_bv: float = parameter("m3/m3", low=0, high=50)
    """Lye of the conversion to lithium form [bed volumes]."""
    lioh_strength: float = parameter("kg/kg", low=0.001, high=0.11)
    """LiOH in that lye, made of catholyte [kg/kg]."""
    rinse_base_bv: float = parameter("m3/m3", low=0, high=50)
    """Alkaline rinse, to the brine loop [bed volumes]."""
    columns: int = parameter("-", low=2, high=12)
    """Columns: lead, lag and regeneration."""
    slices: int = parameter("-", low=2, high=100)
    """Slices in which a column is reckoned."""
    bed_depth: float = parameter("m", low=0.1, high=5)
    """Depth of the resin in a column [m]; with the resin's volume it gives the brine's velocity."""
    bead: float = parameter("mm", low=0.1, high=3)
    """Mean diameter of a bead [m]."""
    voidage: float = parameter("m3/m3", low=0.2, high=0.7)
    """Space between the beads of the bed [m3/m3]."""
    viscosity: float = parameter("mm2/s", low=0.2, high=20)
    """Kinematic viscosity of the filtered brine [m2/s]."""
    diffusivity: float = parameter("m2/s", low=1e-11, high=1e-8)
    """Diffusivity of calcium in it [m2/s]."""
    particle: float = parameter("1/s", low=1e-5, high=1e3)
    """Conductance of the beads' inside, counted on the brine's side, per volume of bed [1/s]."""
    half_saturation: float = parameter("mg/L", low=1e-6, high=1e3)
    """Calcium in the brine that covers half of the sites [kg/m3]."""
    selectivity_Mg: float = parameter("-", low=1e-3, high=1e6)
    """Selectivity for magnesium over calcium [-]."""
    selectivity_Ba: float = parameter("-", low=1e-3, high=1e6)
    """Selectivity for barium over calcium [-]."""
    selectivity_Sr: float = parameter("-", low=1e-3, high=1e6)
    """Selectivity for strontium over calcium [-]."""
    selectivity_Ni: float = parameter("-", low=1e-3, high=1e6)
    """Selectivity for nickel and its like over calcium [-]."""
    selectivity_Fe: float = parameter("-", low=1e-3, high=1e6)
    """Selectivity for iron(III) over calcium [-]."""
    leak_Ca: float = parameter("ug/L", low=0, high=100)
    """Calcium that even fresh resin lets pass [kg/m3]."""
    leak_Mg: float = parameter("ug/L", low=0, high=100)
    """Magnesium that even fresh resin lets pass [kg/m3]."""
    leak_Sr: float = parameter("ug/L", low=0, high=100)
    """Strontium that even fresh resin lets pass [kg/m3]."""
    leak_Ba: float = parameter("ug/L", low=0, high=100)
    """Barium that even fresh resin lets pass [kg/m3]."""
    leak_Ni: float = parameter("ug/L", low=0, high=100)
    """Nickel and its like that even fresh resin lets pass [kg/m3]."""
    leak_Fe: float = parameter("ug/L", low=0, high=100)
    """Iron that even fresh resin lets pass: colloids [kg/m3]."""
    salt_loss: float = parameter("-", low=0, high=0.9)
    """Share of the capacity in dilute brine that brine of `salt_reference` costs [-]."""
    salt_reference: float = parameter("kg/kg", low=0.01, high=0.4)
    """LiCl of the brine to which `capacity` belongs [kg/kg]."""
    pK: float = parameter("-", low=3, high=12)
    """pH at which half of the sites hold a proton and take no hardness [-]."""
    sites: float = parameter("kmol/m3", low=0.1, high=10)
    """Sites that acid turns to the hydrogen form and lye to the lithium form [mol/m3 resin]."""
    pKw: float = parameter("-", low=9, high=15)
    """-log10 of the brine's apparent ion product at 60 degC [-]."""
    carbonate_hydrolysis: float = parameter("kmol/m3", low=1e-7, high=1)
    """Kw/K2 of carbonate in that brine [mol/m3]."""
    elution: float = parameter("1/h", low=0.1, high=1000)
    """Rate at which plenty of acid or lye turns a site [1/s]."""
    reach: float = parameter("min", low=0.01, high=120)
    """Time in which acid or lye in a column's liquid meets a site [s]."""
    iron_elution: float = parameter("-", low=0, high=1)
    """Rate at which acid strips iron(III) over that of calcium [-]."""
    fade: float = parameter("1/y", low=0, high=2)
    """Capacity that a year costs, whatever the column does [1/s]."""
    osmotic_fade: float = parameter("-", low=0, high=0.05)
    """Capacity that a regeneration costs: beads swell and shrink [-]."""
    chlorine_damage: float = parameter("m3/kg", low=0, high=100)
    """Capacity that free chlorine costs, per mass of Cl2 that a volume of resin has seen [m3/kg]."""
    lost: float = parameter("-", low=0, high=0.9)
    """Capacity that the resin has lost before the run [-]."""
    lost_at_change: float = parameter("-", low=0.02, high=0.95)
    """Capacity lost at which the resin is changed [-]."""
    analyser_cycle: float = parameter("min", low=0.1, high=240)
    """Between two samples of the hardness analysers [s]."""
    analyser_dead: float = parameter("min", low=0, high=120)
    """From a sample to its result [s]."""
    analyser_limit: float = parameter("ug/L", low=0, high=20)
    """Detection limit of the analysers: what they show at least [kg/m3]."""
