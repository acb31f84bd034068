"""Hydrochloric acid: burner, absorber, acid tanks, and surplus chlorine to hypochlorite (B-501, T-501, T-801)."""
