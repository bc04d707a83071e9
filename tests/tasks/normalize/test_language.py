import pytest

from tasks.normalize.language import language_of


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The envoy landed in Oslo on Monday and met the king in the evening."),
        ("en", "SHOIGU ARRIVES IN PYONGYANG FOR TALKS WITH KIM JONG UN ON ARMS"),
        (
            "en",
            "President Umaro Sissoco Embaló dismisses Prime Minister Geraldo Martins, appointing"
            " Rui Duarte Barros as Martins' successor.",
        ),
        ("en", "Le Monde, El País"),
        ("en", "Tunisia extradites former Libyan Prime Minister Al Baghdadi Ali Al Mahmoudi."),
        (
            "fr",
            "Le ministre norvégien de la Défense est arrivé mardi à Vilnius pour des entretiens.",
        ),
        ("de", "Der norwegische Minister ist am Dienstag zu Gesprächen in Vilnius eingetroffen."),
        (
            "es",
            "El ministro noruego de Defensa llegó el martes a Vilna para reunirse con su colega.",
        ),
        ("id", "Menteri pertahanan Norwegia tiba di Vilnius pada hari Selasa untuk pembicaraan."),
        ("ru", "Министр обороны Норвегии прибыл во вторник в Вильнюс для переговоров."),
        ("ja", "ノルウェーの国防相は火曜日、会談のためビリニュスに到着した。"),
        ("zh", "挪威国防大臣周二抵达维尔纽斯，与立陶宛国防部长举行会谈。"),
        ("ar", "وصل وزير الدفاع النرويجي إلى فيلنيوس يوم الثلاثاء لإجراء محادثات"),
    ],
)
def test_languages_are_told_apart(language: str, text: str) -> None:
    assert language_of(text, "en") == language


def test_what_is_expected_is_not_refused_lightly() -> None:
    french = "Le ministre norvégien de la Défense est arrivé mardi à Vilnius pour des entretiens."
    assert language_of(french, "fr") == "fr"
    assert language_of("Vilnius, Oslo", "fr") == "fr"
    assert language_of("The envoy landed in Oslo on Monday and met the king.", "fr") == "en"
    assert language_of(french, "xx") == "xx"
