"""DuckDB's extensions, from the wheels that carry them."""

from importlib.resources import files

import duckdb

from schemas.errors import SitrepError


class ExtensionMissingError(SitrepError):
    """The wheel of an extension does not fit the DuckDB that runs."""


def load_extension(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Load an extension straight from its installed wheel: no network, nothing in the home folder.

    Args:
        connection: any that may read other files.
        name: as DuckDB knows it; the wheel is `duckdb-extension-<name>`.

    Raises:
        ExtensionMissingError: the wheel is not installed, or not for this release of DuckDB.
    """
    wanted = f"duckdb-extension-{name}=={duckdb.__version__}"
    try:
        wheel = files(f"duckdb_extension_{name}")
    except ModuleNotFoundError as error:
        raise ExtensionMissingError(f"{wanted} is not installed: pip install {wanted}") from error
    folder = wheel.joinpath("extensions", f"v{duckdb.__version__}")
    file = folder.joinpath(f"{name}.duckdb_extension")
    if not file.is_file():
        raise ExtensionMissingError(f"there is no {file}: pip install {wanted}")
    connection.load_extension(str(file))
