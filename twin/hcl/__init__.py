"""Chlorine and what becomes of it: dechlorination, burner, absorber, acid tanks, hypochlorite (C-401 to T-801)."""
