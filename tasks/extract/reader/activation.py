"""The activation of the small scorers that run outside the network's graph."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def gelu(x: Floats) -> Floats:
    """The activation of a scorer; erf by formula 7.1.26 of Abramowitz and Stegun."""
    half = x * np.float32(0.5)
    z = np.abs(x) * np.float32(2**-0.5)
    t = 1 / (1 + np.float32(0.3275911) * z)
    series: Any = np.float32(1.061405429)
    for factor in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = series * t + np.float32(factor)
    erf = np.copysign(1 - series * t * np.exp(-z * z), x)
    result: Floats = half + half * erf
    return result
