"""JavaScript that other projects wrote, out of their wheels, ready to stand in a page.

Vega, Vega-Lite and vega-embed (BSD-3-Clause) come bundled with vl-convert-python, DataTables and
jQuery (MIT) with itables.
"""

import re
from functools import cache
from importlib.resources import files

import vl_convert

from schemas.errors import SitrepError

_OPENING = re.compile(r"<(?=/?script|!--)", re.IGNORECASE)
_DEFAULT_EXPORT = re.compile(r"export\s*\{[^{}]*?([\w$]+) as default[^{}]*\};?")


class LibraryChangedError(SitrepError):
    """A wheel no longer holds what the page needs of it."""


@cache
def vega() -> str:
    """Return a script that sets `window.vegaEmbed`; made once a process, in 2 to 3 s."""
    return harmless(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"))


@cache
def data_tables() -> str:
    """Return a script that sets `window.DataTable`.

    Raises:
        LibraryChangedError: the bundle in itables exports no DataTables.
    """
    bundle = files("itables").joinpath("html", "dt_bundle.js").read_text("utf-8")
    script, found = _DEFAULT_EXPORT.subn(r"window.DataTable = \1;", bundle)
    if found != 1:
        raise LibraryChangedError(
            "itables: html/dt_bundle.js no longer exports DataTables as its default;"
            " install the version that requirements.lock names"
        )
    return harmless(script)


def harmless(script: str) -> str:
    r"""Write `<script`, `</script` and `<!--` so that a page's parser does not see them.

    All three stand in strings, templates and regular expressions, where `\x3c` means `<`.
    """
    script = script.replace("\r\n", "\n").replace("\r", "\n")
    return _OPENING.sub(r"\\x3c", script)
