"""Runs the ensemble ahead, widens what it says by what it learnt, and scores it when the plant has shown."""
