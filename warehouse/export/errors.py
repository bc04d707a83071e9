"""What can be wrong with a wish for an export."""

from schemas.errors import SitrepError


class ExportError(SitrepError):
    """What is wished for cannot be exported so."""
