"""Ion exchange: three columns that polish the brine to ppb of calcium and magnesium (C-209, T-203)."""
