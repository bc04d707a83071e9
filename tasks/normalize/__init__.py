"""From a source to a document: cleaned, dated, and with what tells copies from news."""
