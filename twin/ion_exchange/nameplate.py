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
    film: float = parameter("1/s", low=1e-6, high=1e3)
    """Film conductance per volume of resin [1/s]."""
