"""A long list is cut into sheets: each entry on one, in order, the first sheet at the list's own address."""

import pytest

from competence_standards.render.sheets import numbered, sheets

SIZE = 10


@pytest.mark.parametrize(
    ("entries", "lengths"),
    [(0, [0]), (1, [1]), (SIZE, [10]), (SIZE + 1, [10, 1]), (2 * SIZE, [10, 10]), (95, [10] * 9 + [5])],
)
def test_a_list_is_cut_into_sheets(entries: int, lengths: list[int]) -> None:
    cut = list(sheets("standards/", range(entries), SIZE))

    assert [len(sheet.entries) for sheet in cut] == lengths
    assert [entry for sheet in cut for entry in sheet.entries] == list(range(entries))
    assert [sheet.number for sheet in cut] == list(range(1, len(lengths) + 1))
    assert {sheet.count for sheet in cut} == {len(lengths)}


def test_the_first_sheet_has_the_address_and_the_title_of_the_list() -> None:
    first, second, third = sheets("standards/", range(25), SIZE)

    assert [sheet.address for sheet in (first, second, third)] == ["standards/", "standards/2/", "standards/3/"]
    assert numbered("All", first) == "All"
    assert numbered("All", third) == "All, page 3 of 3"


def test_a_sheet_leads_to_the_ends_and_to_its_neighbours_however_many_there_are() -> None:
    middle = list(sheets("standards/", range(SIZE * 100), SIZE))[49]
    assert [number for number, _ in middle.others] == [1, 48, 49, 50, 51, 52, 100]


def test_two_sheets_lead_to_each_other_and_a_single_one_nowhere() -> None:
    assert [sheet.others for sheet in sheets("standards/", range(SIZE), SIZE)] == [()]
    for sheet in sheets("standards/", range(SIZE + 1), SIZE):
        assert sheet.others == ((1, "standards/"), (2, "standards/2/"))
