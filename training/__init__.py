"""The recipe by which the reader's network is made; the only room with torch."""
