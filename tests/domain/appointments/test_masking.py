"""What of a customer may stand at the entrance, by the house's setting (A31, BR37)."""

import pytest

from portal.domain.appointments.masking import Privacy, name_shown, plate_shown


@pytest.mark.parametrize(
    ("name", "salutation", "masked", "surname"),
    [
        ("王建国", "mr", "王先生", "王先生"),
        ("李娜", "ms", "李女士", "李女士"),
        ("赵敏", "none", "赵*", "赵*"),
        ("Anna Lee", "ms", "Ms L.", "Ms Lee"),
        ("Tomás  Ortiz ", "mr", "Mr O.", "Mr Ortiz"),
        ("Omar Diaz", "none", "D.", "Diaz"),
        ("13812345678", "none", "", ""),
        ("mei@example.com", "none", "", ""),
        (" ", "none", "", ""),
    ],
)
def test_a_name_is_a_title_and_what_the_house_shows_of_the_family_name_a31(name, salutation, masked, surname):
    assert name_shown(name, salutation, Privacy.MASKED, consents=False) == masked
    assert name_shown(name, salutation, Privacy.SURNAME, consents=False) == surname


def test_a_full_name_stands_there_by_consent_or_by_the_administrators_choice_a31():
    assert name_shown("Anna Lee", "ms", Privacy.MASKED, consents=True) == "Anna Lee"
    assert name_shown("Anna Lee", "ms", Privacy.FULL, consents=False) == "Anna Lee"


@pytest.mark.parametrize(
    ("plate", "shown"),
    [
        ("京A·8F345", "京A·**·45"),
        ("8ABK 123", "8A·**·23"),
        ("B·WX 1", "B·**·1"),
        ("ABC", "A·**·C"),
        ("AB", "**"),
        ("", ""),
    ],
)
def test_a_plate_keeps_its_ends_alone_br37(plate, shown):
    assert plate_shown(plate, Privacy.MASKED) == shown
    assert plate_shown(plate, Privacy.SURNAME) == shown
    assert plate_shown(plate, Privacy.FULL) == plate
