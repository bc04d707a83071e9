"""The lists by which fetched pages came in: what they say of a page is not in its bytes."""

from collections.abc import Iterable, Mapping

from schemas.settings import Settings
from tasks.fetch.unread import pages_in
from tasks.ingest import RawStore
from warehouse.outdated import OutdatedFile


def is_fetched(file: OutdatedFile) -> bool:
    """Tell whether a file is a page that was fetched: it has the page's own address."""
    return file.file_uri.startswith(("http://", "https://"))


def lists_of(
    pages: Iterable[OutdatedFile], lists: Mapping[str, str], settings: Settings
) -> list[OutdatedFile]:
    """Return the lists that name the pages, each page with one of them.

    Args:
        pages: as `is_fetched` tells them.
        lists: address of each list that was read → hash of its copy.
        settings: where the raw store is; pages and lists that it has no more are left out.
    """
    store = RawStore(settings.raw)
    wanted = {page.blob_sha256: page for page in pages if store.path(page.blob_sha256).exists()}
    found = []
    for address, blob in lists.items():
        copy = store.path(blob)
        named = set(pages_in(copy)) & wanted.keys() if copy.exists() else set()
        if named:
            keys = [key for each in named for key in wanted.pop(each).documents]
            found.append(OutdatedFile(address, blob, sorted(keys)))
    return found
