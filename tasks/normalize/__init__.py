"""From a source to a document: cleaned, dated, and with what tells copies from news."""

from tasks.normalize.document import VERSION, normalize

__all__ = ["VERSION", "normalize"]
