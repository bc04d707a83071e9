"""What sitrep knows: states, organisations, groups, offices, weapons, words, places."""

from tasks.extract.knowledge.load import Knowledge, StateName, load_knowledge
from tasks.extract.knowledge.rows import (
    FormationRow,
    GroupRow,
    HedgeRow,
    OfficeHolderRow,
    OfficeRow,
    OrganisationRow,
    PlaceRow,
    Row,
    ShipPrefixRow,
    StateRow,
    WeaponRow,
)
from tasks.extract.knowledge.table import KnowledgeError, load_table

__all__ = [
    "FormationRow",
    "GroupRow",
    "HedgeRow",
    "Knowledge",
    "KnowledgeError",
    "OfficeHolderRow",
    "OfficeRow",
    "OrganisationRow",
    "PlaceRow",
    "Row",
    "ShipPrefixRow",
    "StateName",
    "StateRow",
    "WeaponRow",
    "load_knowledge",
    "load_table",
]
