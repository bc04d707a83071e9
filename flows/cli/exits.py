"""Exit codes, for scripts."""

from enum import IntEnum


class Exit(IntEnum):
    """What the command ended with."""

    OK = 0
    FAILED = 1
    """It could not be done; the message says why."""
    USAGE = 2
    """The arguments or settings are wrong."""
    REJECTS = 3
    """With `--strict`: done, but something was rejected."""
    NOTHING = 4
    """No input was found, or no such document."""
    INTERRUPTED = 130
    """Stopped by Ctrl-C; what was done is kept. By SIGTERM it is 143."""
