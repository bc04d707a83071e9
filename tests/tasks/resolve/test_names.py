"""Which names may be one's."""

import pytest

from tasks.resolve.actors import Form, Mentions, find_actors
from tasks.resolve.identities import load_identities
from tasks.resolve.names import Likeness, likeness


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Sergei Shoigu", "Serguei Choïgou", Likeness.SAME),
        ("KISHIDA Fumio", "Fumio Kishida", Likeness.SAME),
        ("Yoon Suk-yeol", "YOON Suk Yeol", Likeness.SAME),
        ("Donald J. Trump", "Donald Trump", Likeness.SAME),
        ("Ilham Aliyev", "Ilham Aliev", Likeness.SAME),
        ("Bashar al-Assad", "Bashar Assad", Likeness.SAME),
        ("Mohammed bin Salman", "Muhammad bin Salman", Likeness.SAME),
        ("President Nicușor Dan", "Nicusor Dan", Likeness.SAME),
        ("Lavrov", "Sergey Lavrov", Likeness.SHORT),
        ("Xi", "Xi Jinping", Likeness.SHORT),
        ("Cho Tae-yul", "Cho Tae-yong", Likeness.DIFFERENT),
        ("Kim Jong Un", "Kim Jong Il", Likeness.DIFFERENT),
        ("Kim Yong-chol", "Kim Yong-chun", Likeness.DIFFERENT),
        ("Armen Grigoryan", "Mher Grigoryan", Likeness.DIFFERENT),
        ("Sergey", "Vladimir Putin", Likeness.DIFFERENT),
    ],
)
def test_likeness(one: str, other: str, found: Likeness) -> None:
    assert likeness(one, other) is found
    assert likeness(other, one) is found


def actors(*said: tuple[str, str]) -> dict[str, str]:
    forms = [Mentions(Form(name, code, None, None), 1, None, None) for name, code in said]
    found = find_actors(forms, load_identities())
    return {f"{form.name} {form.country}": known.name for form, known in found.items()}


def test_spellings_and_short_names_are_one_and_namesakes_are_not() -> None:
    found = actors(
        ("Ibrahima Camara", "GIN"),
        ("Camara", "GIN"),
        ("Camara", "MLI"),
        ("Moussa Camara", "MLI"),
        ("Oumar Camara", "MLI"),
        ("Sergei Shoigu", "RUS"),
        ("Sergey Shoygu", "RUS"),
    )
    assert found["Camara GIN"] == found["Ibrahima Camara GIN"]
    assert found["Camara MLI"] == "Camara"
    assert found["Sergey Shoygu RUS"] == found["Sergei Shoigu RUS"]


def test_the_user_joins_and_parts(tmp_path) -> None:
    (tmp_path / "actors.csv").write_text(
        "name,country,aliases,offices\n"
        "Ana Lund,DNK,A. Berg|Ana Berg,\n"
        "Per Holm (the minister),DNK,Per Holm,defence minister\n",
        "utf-8",
    )
    identities = load_identities(tmp_path)
    forms = [
        Mentions(Form(name, "DNK", role, None), 1, None, None)
        for name, role in [
            ("Ana Lund", None),
            ("Ana Berg", None),
            ("Per Holm", "defence minister"),
            ("Per Holm", "bishop"),
        ]
    ]
    found = find_actors(forms, identities)
    names = {(form.name, form.role): known.name for form, known in found.items()}
    assert names["Ana Berg", None] == "Ana Lund"
    assert names["Per Holm", "defence minister"] == "Per Holm (the minister)"
    assert names["Per Holm", "bishop"] == "Per Holm"
