"""What a connection may take of the machine."""

from schemas.settings import Settings

Config = dict[str, str | bool | int | float | list[str]]
MEMORY = "1GB"
"""Beyond this DuckDB spills to the temporary folder. With it, staging, loading twice and publishing
90,632 documents peaked at 784 MiB for the whole process (`benchmarks/load.py`)."""
BLOCK_SIZE = "16384"
"""Bytes of a block of a new file, the least that DuckDB allows. What is added to a table takes a
block for each of its columns at first; with this one, resolving after a small load is a tenth
quicker than with DuckDB's 262,144, a warehouse is a tenth smaller and queries take as long."""
THREADS = "1"
"""Of the writer of a file: on two cores, two load, resolve and publish 90,632 documents no sooner,
for a seventh more processor time. A lake's wait for several files at once."""
GUARDED: Config = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
}
"""For SQL that may come from anybody, besides access to files and the lock of the configuration."""


def resources(settings: Settings) -> Config:
    """Return the configuration of a connection that may do heavy work, and downloads nothing."""
    threads: Config = {"threads": THREADS} if settings.warehouse is None else {}
    return threads | {
        "memory_limit": MEMORY,
        "default_block_size": BLOCK_SIZE,
        "temp_directory": str(settings.data / "tmp"),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
