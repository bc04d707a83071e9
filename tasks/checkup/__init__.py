"""What `sitrep doctor` looks at, free of Prefect: each check gives findings."""

from tasks.checkup.data_folder import check_database, check_disk
from tasks.checkup.finding import Finding, Level
from tasks.checkup.installation import check_installation, check_pipeline

__all__ = [
    "Finding",
    "Level",
    "check_database",
    "check_disk",
    "check_installation",
    "check_pipeline",
]
