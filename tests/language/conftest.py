"""Property tests without a deadline: the first example loads the lexicons, on a machine of any speed."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")
