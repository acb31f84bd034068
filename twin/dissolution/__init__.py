"""Dissolution: Li2CO3 and hydrochloric acid to raw brine (R-101A/B, T-201)."""
