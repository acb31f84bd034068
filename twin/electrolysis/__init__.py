"""Electrolysis: three bipolar electrolysers, dechlorination and chlorate destruction (E-301 to T-402)."""
