"""Benchmarks: CPU time of the model against a budget. Run them with `make bench`, or python -m tests.benchmarks."""
