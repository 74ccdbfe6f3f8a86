"""What every test shares: the Hypothesis profiles."""

import os

from hypothesis import HealthCheck, settings

# The same examples on every run and every machine: `make test` never fails by luck.
settings.register_profile(
    "default", derandomize=True, deadline=None, max_examples=60, database=None
)
# New examples on every run, with the line that replays a failure.
settings.register_profile(
    "drills",
    derandomize=False,
    deadline=None,
    max_examples=300,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
