"""How hard Hypothesis tries: `TARGETKIT_HYPOTHESIS=quick`, `ci` (if nothing is set) or `long`."""

import os

from hypothesis import settings

settings.register_profile("quick", max_examples=25, deadline=None, derandomize=True)
settings.register_profile("ci", max_examples=200, deadline=None, derandomize=True)
settings.register_profile("long", max_examples=5000, deadline=None)
settings.load_profile(os.environ.get("TARGETKIT_HYPOTHESIS", "ci"))
