"""Tests that measure time."""

import pytest

# A busy machine can make what is measured slower, and never faster: only what is too slow three times in a row is.
measures_time = pytest.mark.flaky(reruns=2, reruns_delay=0.5)
