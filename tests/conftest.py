"""What every test run does first: one thread for linear algebra, whose matrices here are small; the same examples.

`pytest --hypothesis-profile=search` looks for new counterexamples of the property tests; without it each run draws the
same ones.
"""

import os

from hypothesis import settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1000, deadline=None)
settings.load_profile("repeatable")
