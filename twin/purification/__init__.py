"""Purification: precipitation of magnesium, calcium and sulphate, candle filters, filter press (R-201 to T-202)."""
