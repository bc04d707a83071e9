from pathlib import Path

import pytest

from tasks.normalize.furniture import clean
from tasks.normalize.rules import FurnitureError, load_rules

RULES = load_rules(None).rule
BEFORE = "\n\n".join(
    f"Paragraph {number} tells how the delegation spent its day in the capital."
    for number in "1234"
)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Scroll to Top", "navigation"),
        ("0", "share-counter"),
        ("1.2k", "share-counter"),
        ("aabf4b70-1d86-44f6-aa4c-c679d9bbe5e0", "uuid"),
        ("Leave a Reply", "comment-form"),
        ("Your email address will not be published. Required fields are marked *", "comment-form"),
        ("Similar Posts", "related"),
        ("RELATED: What does a frigate cost?", "read-more"),
        ("Read more: How the canal was dug", "read-more"),
        ("ADVERTISEMENT", "advertisement"),
        ("Share this: Facebook | X | WhatsApp", "share-buttons"),
        ("Sign up for our newsletter and never miss a story", "newsletter"),
        ("We use cookies to improve your experience. By browsing on you agree.", "cookies"),
        ("Photo: Ministry of Defence / Handout", "picture-credit"),
        ("(Getty Images)", "picture-credit"),
        ("© 2024 The Fjord Times. All rights reserved.", "copyright"),
        ("Copyright 2023 Nordline", "copyright"),
        ("Reporting by Ann Lee in Oslo; Editing by Bo Ek", "staff-credit"),
        ("Produced in association with Nordline", "staff-credit"),
        ("Original Source: nordline.example", "source-credit"),
        ("(With inputs from agencies)", "source-credit"),
        ("Tags: Norway, defence, battlegroup", "topics"),
        ("https://nordline.example/2024/05/06/story", "bare-url"),
        ("###", "rule-line"),
        ("Reading time: 2 min", "reading-time"),
        ("12 comments", "share-labels"),
    ],
)
def test_a_line_of_furniture_goes(line: str, rule: str) -> None:
    cleaned = clean(f"{BEFORE}\n\n{line}", RULES)
    assert cleaned.text == BEFORE
    assert rule in cleaned.removed


@pytest.mark.parametrize(
    "line",
    [
        "Troops leave the valley",
        "• Arrival in Pyongyang for talks with officials",
        "More than 150 soldiers serve there.",
        "Sources say that 300 soldiers were sent.",
        "Information from satellites shows tanks near the border.",
        "Video from the scene shows soldiers entering the base.",
        "Produced in Iran, the drones were handed over in May.",
        "Reporting in two newspapers says that the visit was called off.",
        "Copyright talks between the two states end in Geneva.",
        "Next week the minister flies to Oslo.",
        "Home Secretary arrives in Ankara for talks",
        "Related talks were held in Muscat on Friday.",
        "Published in May, the report names three units.",
        "Comments by the minister angered Ankara.",
        "By Tuesday all 300 soldiers had left.",
        "Search teams arrived from Norway.",
    ],
)
@pytest.mark.parametrize("order", ["{line}\n\n{text}", "{text}\n\n{line}"])
def test_a_line_of_news_stays(line: str, order: str) -> None:
    text = order.format(line=line, text=BEFORE)
    assert clean(text, RULES) == (text, ())


def test_titles_of_other_articles_go_with_their_heading_and_sentences_stay() -> None:
    last = "The talks go on tomorrow."
    links = "Related Posts\nHow the canal was dug\nA minister's long day"
    assert clean(f"{BEFORE}\n\n{links}\n\n{last}", RULES).text == f"{BEFORE}\n\n{last}"


def test_a_lone_line_is_never_a_tail() -> None:
    text = "Source: the ministry in Oslo"
    assert clean(text, RULES).text == text


def test_a_user_adds_rules(tmp_path: Path) -> None:
    (tmp_path / "furniture.toml").write_text(
        '[[rule]]\nname = "motto"\nkind = "line"\ntexts = ["All the news from the fjords"]\n'
    )
    cleaned = clean(f"{BEFORE}\n\nALL THE NEWS FROM THE FJORDS!", load_rules(tmp_path).rule)
    assert cleaned == (BEFORE, ("motto",))


@pytest.mark.parametrize(
    "rule",
    [
        'name = "x"\nkind = "pattern"',
        'name = "x"\nkind = "pattern"\npattern = "("',
        'name = "x"\nkind = "line"',
        'name = "No Name"\nkind = "line"\ntexts = ["a"]',
        'name = "x"\nkind = "line"\ntexts = ["a"]\ncolour = "red"',
        "name = ",
    ],
)
def test_a_bad_rule_names_its_file(tmp_path: Path, rule: str) -> None:
    (tmp_path / "furniture.toml").write_text(f"[[rule]]\n{rule}\n")
    with pytest.raises(FurnitureError, match=r"furniture\.toml"):
        load_rules(tmp_path)
