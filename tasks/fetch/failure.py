"""Why something could not be fetched."""

from schemas.reject import Reason


class FetchError(Exception):
    """One address could not be fetched; the message says why and what to do.

    Args:
        reason: as in `rejects`.
        message: for a person; without the address.
        transient: whether another try may help.
        retry_after: seconds that the server asks to wait.
    """

    def __init__(
        self,
        reason: Reason,
        message: str,
        *,
        transient: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.reason: Reason = reason
        self.message = message
        self.transient = transient
        self.retry_after = retry_after


class PostponedError(FetchError):
    """The host is to be left alone for longer than this visit lasts; nothing is wrong as yet."""

    def __init__(self, message: str) -> None:
        super().__init__("timed_out", message, transient=True)
