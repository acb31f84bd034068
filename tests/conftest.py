"""What every test run does first: one thread for linear algebra, whose matrices here are small."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
