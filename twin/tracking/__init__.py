"""Keeps an ensemble of lines in step with readings."""
