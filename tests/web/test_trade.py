"""The house's words are put into whole sentences: as whole words, in their case, with the article that they take."""

import pytest
from babel.support import NullTranslations

from portal.domain.house.trade import Term, Trade, is_word, ready_trades, trade_of
from portal.web.trade import Sentences, in_words_of

WORDS = {Term.ASSET: ("X-ray", "X-rays"), Term.ADVISOR: ("stylist", "stylists"), Term.BAY: ("office", "offices")}


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Arrival noted. The advisor is told.", "Arrival noted. The stylist is told."),
        ("Advisors and bays stand alone", "Stylists and offices stand alone"),
        ("Service advisor", "Stylist"),
        ("An advisor is ready, a bay as well.", "A stylist is ready, an office as well."),
        ("%(advisor)s will come to {bay}.", "%(advisor)s will come to {bay}."),
        ("Advise the bayonet", "Advise the bayonet"),
    ],
)
def test_a_sentence_reads_as_the_house_says_it(sentence: str, said: str):
    spoken = in_words_of(Trade({"en": WORDS}).written(), NullTranslations(), "en")
    assert spoken.gettext(sentence) == said


def test_a_script_without_blanks_is_read_without_them():
    assert (
        Sentences({"服务顾问": "发型师", "车牌": "卡号", "车牌号": "会员卡号"}, "zh_Hans")[
            "车牌号：请告诉服务顾问您的车牌"
        ]
        == "会员卡号：请告诉发型师您的卡号"
    )


def test_a_workshop_is_not_touched_and_another_trade_is_made_once():
    plain, written = NullTranslations(), Trade({"en": WORDS}).written()
    assert in_words_of("", plain, "en") is plain
    assert in_words_of(written, plain, "zh_Hans") is plain  # it has no words of its own there
    assert in_words_of(written, plain, "en") is in_words_of(written, plain, "en")


def test_ready_trades_hold_a_word_for_everything_in_both_languages_and_read_back_as_written():
    ready = ready_trades()
    assert ready.pop("workshop") == Trade()
    for trade in ready.values():
        assert trade_of(trade.written()) == trade
        assert {locale: set(words) for locale, words in trade.words.items()} == {
            "en": set(Term),
            "zh_Hans": set(Term),
        }
        assert all(is_word(word) for words in trade.words.values() for forms in words.values() for word in forms)


@pytest.mark.parametrize("text", ["", " ", "<b>", "50%", "{name}", "a" * 31, '"bay"', "-bay", "bay\n"])
def test_what_a_sentence_could_not_hold_is_no_word(text: str):
    assert not is_word(text)
