import traceback
from uuid import uuid4

import pytest

from schemas.settings import Settings
from warehouse.connection import reader
from warehouse.lake.address import LakeAddressError, read_address
from warehouse.lake.attach import LakeUnreachableError
from warehouse.lake.storage import files_of, s3_secret

FULL = {
    "HOST": "db.example.org",
    "PORT": "6432",
    "DATABASE": "sitrep",
    "USER": "loader",
    "PASSWORD": "s e'c",
}
TOLD = "ducklake:postgres:host=db.example.org port=6432 dbname=sitrep user=loader sslmode=require"


@pytest.mark.parametrize(
    ("said", "path", "secret", "told"),
    [
        (
            "ducklake:postgres:host=db.example.org port=6432 dbname=sitrep user=loader"
            r" password='s e\'c' sslmode=require",
            "postgres:sslmode=require",
            FULL,
            TOLD,
        ),
        (
            "ducklake:postgresql://loader:s%20e%27c@db.example.org:6432/sitrep?sslmode=require",
            "postgres:sslmode=require",
            FULL,
            TOLD,
        ),
        (
            "ducklake:postgres:dbname=sitrep",
            "postgres:",
            {"DATABASE": "sitrep"},
            "ducklake:postgres:dbname=sitrep",
        ),
        (
            "ducklake:sqlite:/srv/catalog.sqlite",
            "sqlite:/srv/catalog.sqlite",
            {},
            "ducklake:sqlite:/srv/catalog.sqlite",
        ),
    ],
)
def test_an_address_is_taken_apart(said, path, secret, told) -> None:
    assert read_address(said) == (path, secret, told)


@pytest.mark.parametrize(
    "said",
    [
        "postgres:dbname=x password=hidden",
        "ducklake:",
        "ducklake:hidden.db",
        "ducklake:mysql:hidden",
        "ducklake:postgres:hidden",
        "ducklake:postgres:host=x password='hidden",
        "ducklake:postgresql://u:hidden@host:port/db",
        "ducklake:postgresql://u:hidden@host",
    ],
)
def test_a_wrong_address_is_told_without_repeating_it(said: str) -> None:
    with pytest.raises(LakeAddressError, match="ducklake:postgres:host=") as raised:
        read_address(said)
    assert "hidden" not in str(raised.value)


def test_no_password_is_in_what_is_shown_of_settings_and_errors(tmp_path) -> None:
    password = uuid4().hex
    address = f"ducklake:postgresql://u:{password}@127.0.0.1:1/db"
    settings = Settings(data=tmp_path, warehouse=address)
    assert password not in f"{settings!r} {settings.model_dump_json()}"
    with pytest.raises(LakeUnreachableError) as raised, reader(settings):
        pass
    assert password not in "".join(traceback.format_exception(raised.value))


def test_files_lie_where_the_settings_say(tmp_path) -> None:
    assert files_of(Settings(data=tmp_path)) == f"{tmp_path}/lake/"
    assert files_of(Settings(lake={"files": f"{tmp_path}/a/../b"})) == f"{tmp_path}/b/"
    assert files_of(Settings(lake={"files": "s3://bucket/lake"})) == "s3://bucket/lake/"


def test_a_store_is_reached_by_the_variables_of_aws() -> None:
    assert s3_secret({}) == {"REGION": "us-east-1"}
    given = {
        "AWS_ACCESS_KEY_ID": "me",
        "AWS_SECRET_ACCESS_KEY": "hidden",
        "AWS_REGION": "eu-central-1",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9000",
    }
    assert s3_secret(given) == {
        "REGION": "eu-central-1",
        "KEY_ID": "me",
        "SECRET": "hidden",
        "ENDPOINT": "127.0.0.1:9000",
        "URL_STYLE": "path",
        "USE_SSL": False,
    }
