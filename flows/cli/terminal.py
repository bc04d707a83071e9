"""What may reach a terminal."""

import unicodedata

KEPT = {"\n", "\t"}


def printable(text: str) -> str:
    """Return `text` with control and format characters shown as `\\ufffd`, never carried out."""
    return "".join(
        "\ufffd" if unicodedata.category(char) in {"Cc", "Cf", "Cs"} and char not in KEPT else char
        for char in text
    )
