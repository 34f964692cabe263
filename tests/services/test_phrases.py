"""The phrase bank of a store: found by words without accents, added to, kept once."""

from __future__ import annotations

from app.bootstrap import Application
from tests.services import versions


def test_phrases_are_found_by_category_and_words(application: Application) -> None:
    found = application.phrases.find("ton_tai/mot_cua", "giay tiep nhan")

    assert [phrase.text for phrase in found] == [
        "Có {so} hồ sơ không có Giấy tiếp nhận hồ sơ và hẹn trả kết quả."
    ]


def test_phrases_stand_in_the_order_of_the_bank(application: Application) -> None:
    orders = [phrase.order for phrase in application.phrases.find()]

    assert orders == sorted(orders)
    assert orders[0] == 1


def test_an_added_phrase_stands_last(application: Application) -> None:
    application.phrases.add("ton_tai/mot_cua", " Biển hiệu Trung tâm chưa đúng quy định. ")

    assert application.phrases.find()[-1].text == "Biển hiệu Trung tâm chưa đúng quy định."


def test_the_same_words_twice_are_one_phrase(application: Application) -> None:
    first = application.phrases.add("ton_tai/mot_cua", "Biển hiệu chưa đúng.")

    assert application.phrases.add("ton_tai/mot_cua", "Biển hiệu chưa đúng.") == first
    assert application.phrases.find().count(first) == 1


def test_a_removed_phrase_is_offered_no_more_and_can_be_added_again(
    application: Application,
) -> None:
    phrase = application.phrases.add("ton_tai/mot_cua", "Biển hiệu chưa đúng.")
    application.phrases.remove(phrase)

    assert phrase not in application.phrases.find()
    assert application.phrases.add(phrase.category, phrase.text).id == phrase.id


def test_uses_are_counted_on_this_laptop_and_rank_what_is_offered(
    application: Application,
) -> None:
    versions.first(application)
    visit = versions.begin(application)
    third = application.proposals.phrases_for(visit.id, "ton_tai")[2].phrase

    for _time in range(2):
        application.phrases.note_use(third.id)
    application.phrases.note_use(application.phrases.find("uu_diem")[0].id)

    assert application.phrases.uses()[third.id] == 2
    assert application.proposals.phrases_for(visit.id, "ton_tai")[0].phrase == third
