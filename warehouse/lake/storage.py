"""Where the rows of a lake lie: a folder, or a store that speaks S3."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from schemas.settings import Settings

S3 = "s3://"
_REGION = "us-east-1"
"""What S3 and those who speak like it take where no other is named."""


def files_of(settings: Settings) -> str:
    """Return the folder or `s3://` address of a lake's files, absolute, with a slash behind."""
    given = settings.lake.files
    if given is None:
        return f"{(settings.data / 'lake').resolve()}/"
    if given.startswith(S3):
        return f"{given.rstrip('/')}/"
    return f"{Path(given).resolve()}/"


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
