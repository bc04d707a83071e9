"""Where the rows of a lake lie: a folder, or a store that speaks S3."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from schemas.errors import SitrepError
from schemas.settings import Settings

_S3 = "s3://"
_REGION = "us-east-1"
"""What S3 and those who speak like it take where no other is named."""
_HTTP = re.compile(r"\bHTTP\b")


class StoreUnreachableError(SitrepError):
    """The store of a lake's files does not answer, or refuses."""

    def __init__(self, files: str, problem: str) -> None:
        """Name the store, and what it or the way to it says."""
        super().__init__(
            f"the files at {files} cannot be reached ({problem}). See that the store answers, that"
            " its bucket is there, and that AWS_ENDPOINT_URL, AWS_REGION and the keys in the"
            " environment are right, then run again"
        )


def files_of(settings: Settings) -> str:
    """Return the folder or `s3://` address of a lake's files, absolute, with a slash behind."""
    given = settings.lake.files
    if given is None:
        return f"{(settings.data / 'lake').resolve()}/"
    if in_a_store(given):
        return f"{given.rstrip('/')}/"
    return f"{Path(given).resolve()}/"


def in_a_store(files: str) -> bool:
    """Tell whether rows lie in a store that speaks S3."""
    return files.startswith(_S3)


def unanswered(files: str, error: Exception) -> StoreUnreachableError | None:
    """Return DuckDB's complaint about the way to a store as an error that says what to do."""
    if not in_a_store(files) or not _HTTP.search(str(error)):
        return None
    return StoreUnreachableError(files, " ".join(str(error).split())[:300])


def s3_secret(environment: Mapping[str, str] = os.environ) -> dict[str, str | bool]:
    """Return the parameters of DuckDB's secret of type s3, from the variables that AWS tools read.

    `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_REGION` or
    `AWS_DEFAULT_REGION`, and for another store than Amazon's `AWS_ENDPOINT_URL_S3` or
    `AWS_ENDPOINT_URL`.
    """
    region = environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or _REGION
    secret: dict[str, str | bool] = {"REGION": region}
    for name, variable in (
        ("KEY_ID", "AWS_ACCESS_KEY_ID"),
        ("SECRET", "AWS_SECRET_ACCESS_KEY"),
        ("SESSION_TOKEN", "AWS_SESSION_TOKEN"),
    ):
        if value := environment.get(variable):
            secret[name] = value
    endpoint = environment.get("AWS_ENDPOINT_URL_S3") or environment.get("AWS_ENDPOINT_URL")
    if endpoint:
        parts = urlsplit(endpoint)
        secret |= {"ENDPOINT": parts.netloc, "URL_STYLE": "path", "USE_SSL": parts.scheme != "http"}
    return secret
