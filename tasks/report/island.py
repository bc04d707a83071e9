"""JSON that may stand in a `<script>` of a page, whatever the strings in it say."""

import json
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup


def island(value: object) -> Markup:
    """Return compact JSON in which no `<`, `>`, `&` or `'` stands as itself."""
    return htmlsafe_json_dumps(value, dumps=_dumps)


def _dumps(value: object, **options: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), **options)
