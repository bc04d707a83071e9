"""Where the places lie that reports and events name."""

from collections.abc import Iterable, Iterator

from tasks.extract.knowledge import Knowledge
from tasks.extract.place import coordinates
from warehouse.places import Located


def locate(named: Iterable[tuple[str, str | None]], knowledge: Knowledge) -> Iterator[Located]:
    """Yield those of the places, each with its country, that are known, with their co-ordinates.

    A name in capitals ("WELLINGTON") is looked up as one that is not.
    """
    for name, country in named:
        written = name.title() if name.isupper() else name
        point = coordinates(name, country, knowledge) or coordinates(written, country, knowledge)
        if point is not None:
            yield Located(name, country, *point)
