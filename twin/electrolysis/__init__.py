"""Electrolysis: bipolar electrolysers between anolyte and catholyte loops (E-301)."""
