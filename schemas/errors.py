"""The base of every exception that a user can mend."""

from typing import Any


class SitrepError(Exception):
    """Something a person can put right; the message names what is wrong and what to do."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes whatever arguments the constructor takes."""
        return _restored, (type(self), self.args), self.__dict__


def _restored(kind: type[SitrepError], args: tuple[Any, ...]) -> SitrepError:
    error = kind.__new__(kind)
    error.args = args
    return error
