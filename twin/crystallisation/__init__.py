"""Crystallisation: LiOH.H2O from catholyte, centrifuge, dryer, mother liquor and its bleed (T-601 to S-701)."""
