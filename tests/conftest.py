"""What every test runs under: small linear systems on one thread."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
