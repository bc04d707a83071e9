"""What the warehouse remembers of files that were read."""

from collections.abc import Iterable

from schemas.settings import Settings
from warehouse.connection import WarehouseMissingError, reader
from warehouse.parameters import text_list
from warehouse.rows import InputRow

_REMEMBERED = """
SELECT file_uri, blob_sha256, size, mtime_ns, version, articles
FROM inputs SEMI JOIN (
    SELECT unnest(from_json($1, '["VARCHAR"]')) AS file_uri
) USING (file_uri)
WHERE version = $2
"""


def remembered(settings: Settings, file_uris: Iterable[str], version: str) -> dict[str, InputRow]:
    """Return address → row of those files that this version of the pipeline has loaded.

    A file whose size and time of last change are the row's is unchanged. There is one row per
    file, of its last reading: one that goes back to earlier content is not taken for read.

    Raises:
        connection.WarehouseLockedError: another process holds the warehouse.
    """
    try:
        with reader(settings) as connection:
            found = connection.execute(_REMEMBERED, [text_list(sorted(set(file_uris))), version])
            columns = [each[0] for each in found.description or ()]
            rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    except WarehouseMissingError:
        return {}
    return {row["file_uri"]: InputRow.model_validate(row) for row in rows}
