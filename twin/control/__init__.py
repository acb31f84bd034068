"""Control: what the PLC holds and trips, from data."""
