"""Whether what comes out is as it used to be, and whether all sources still bring something."""

from tasks.monitor.quality import Drift, Measure, judge
from tasks.monitor.silence import Silent, silent_now, silent_sources

__all__ = ["Drift", "Measure", "Silent", "judge", "silent_now", "silent_sources"]
