"""Directories of services: every shape is read alike, and what is wrong is told by its path."""

import json
import zipfile

import pytest

from engagement_app.errors import UserError
from engagement_app.exchange.directory.reading import read_services
from engagement_app.exchange.list_kinds import guess_kind
from tests.exchange.directory.feeds import FILES, IDS, described, folder, page, service, zipped

WHOLE = {
    "name": "Craft circle",
    "status": "active",
    "organisation_name": "Friendly Hands",
    "phone": "+44 1632 960123",
    "place": "Town library, 1 Lock St, Kelderby, KB1 1AA",
}


@pytest.mark.parametrize("old", [False, True])
def test_both_envelopes_of_a_page_are_read(tmp_path, old):
    source = page(tmp_path / "page.json", service(0), service(1), old=old)
    read = read_services(source)
    assert [line.reference for line in read.lines] == IDS[:2]
    assert (read.is_whole, guess_kind(source)) == (True, "services")
    assert read.lines[0].values["organisation_name"] == "Friendly Hands"


def test_a_bare_list_and_one_service_alone_are_read(tmp_path):
    (tmp_path / "list.json").write_text(json.dumps([service(0), service(1)]))
    (tmp_path / "one.json").write_text(json.dumps(service(2)))
    assert len(read_services(tmp_path / "list.json").lines) == 2
    one = read_services(tmp_path / "one.json")
    assert ([line.reference for line in one.lines], one.is_whole) == ([IDS[2]], False)


@pytest.mark.parametrize("make", [folder, zipped])
def test_a_package_gives_what_its_files_say_together(tmp_path, make):
    source = make(tmp_path / "package")
    [line] = read_services(source).lines
    assert {name: line.values.get(name) for name in WHOLE} == WHOLE
    assert (line.line, line.place, guess_kind(source)) == (2, "services.csv, line 2", "services")


def test_a_zip_may_hold_the_folder_it_was_made_from(tmp_path):
    assert len(read_services(zipped(tmp_path / "p.zip", base="feed/")).lines) == 1


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"id": None}, "contents[1].id: a service needs an id"),
        ({"id": "17"}, "contents[1].id: “17” is no UUID"),
        ({"id": 17}, "contents[1].id: “17” is no UUID"),
        ({"id": IDS[0]}, "contents[1].id: this id is that of contents[0] too"),
        ({"name": ""}, "contents[1].name: a service needs a name"),
        ({"name": ["Tea"]}, "contents[1].name: this must be a text"),
        ({"name": "Tea\x07"}, "contents[1].name: "),
        ({"description": "x" * 100_001}, "contents[1].description: the text is longer"),
        ({"organization": "Friendly"}, "contents[1].organization: this must be an object"),
        ({"phones": [1]}, "contents[1].phones[0]: this must be an object"),
        (
            {"service_at_locations": [{"location": {"addresses": 4}}]},
            "contents[1].service_at_locations[0].location.addresses: this must be a list",
        ),
    ],
)
def test_a_service_that_cannot_be_taken_is_refused_by_its_path(tmp_path, wrong, path):
    read = read_services(page(tmp_path / "page.json", service(0), service(1, **wrong), service(2)))
    assert [line.reference for line in read.lines] == [IDS[0], IDS[2]]
    [refused] = read.refused
    assert refused.reason.startswith(path)


@pytest.mark.parametrize("odd", [7, None, "text", []])
def test_what_is_no_service_at_all_is_refused_too(tmp_path, odd):
    read = read_services(page(tmp_path / "page.json", service(0), odd))
    assert read.refused[0].reason.startswith("contents[1]: this must be an object")


@pytest.mark.parametrize("odd", ["31/05/2026", "May 2026", "2026-02-30", "20260531"])
def test_dates_in_other_layouts_are_told_by_their_path(tmp_path, odd):
    dated = service(0, last_modified="2023-03-15T10:30:45.123Z", schedules=[{"valid_from": odd}])
    read = read_services(page(tmp_path / "page.json", dated))
    assert [each.sentence.split(":")[0] for each in read.noticed] == [
        "contents[0].schedules[0].valid_from"
    ]


def test_organisations_that_stand_under_each_other_are_told(tmp_path):
    under = {"id": IDS[4], "name": "A", "parent_organization_id": IDS[5]}
    over = {"id": IDS[5], "name": "B", "parent_organization_id": IDS[4]}
    read = read_services(
        page(tmp_path / "p.json", service(0, organization=under), service(1, organization=over))
    )
    [told] = read.noticed
    assert "go round in a circle" in told.sentence
    assert len(read.lines) == 2


def test_parents_that_end_somewhere_are_no_circle(tmp_path):
    under = {"id": IDS[4], "name": "A", "parent_organization_id": IDS[5]}
    read = read_services(page(tmp_path / "p.json", service(0, organization=under), service(1)))
    assert read.noticed == ()


@pytest.mark.parametrize(
    "more", [{"total_pages": 4}, {"last_page": False}, {"total_items": 40}, {"first_page": False}]
)
def test_a_page_of_several_is_not_the_whole_directory(tmp_path, more):
    assert not read_services(page(tmp_path / "page.json", service(0), **more)).is_whole


@pytest.mark.parametrize(
    "path", ["../secret.csv", "/etc/passwd", "C:\\x.csv", "a/../../x.csv", 7, "link.csv"]
)
def test_a_package_never_reaches_outside_itself(tmp_path, path):
    source = folder(tmp_path / "package")
    (tmp_path / "secret.csv").write_text(FILES["services.csv"])
    (source / "link.csv").symlink_to(tmp_path / "secret.csv")
    resources = [{"name": "service", "path": path}]
    (source / "datapackage.json").write_text(json.dumps({"resources": resources}))
    with pytest.raises(UserError, match="points outside it"):
        read_services(source)


def test_a_zip_whose_part_lies_about_its_contents_is_refused(tmp_path):
    source = zipped(tmp_path / "p.zip")
    data = bytearray(source.read_bytes())
    at = data.index(b"Craft circle")
    data[at : at + 5] = b"Crass"
    source.write_bytes(data)
    with pytest.raises(UserError, match=r"services\.csv cannot be unpacked"):
        read_services(source)


@pytest.mark.parametrize("name", ["../services.csv", "/services.csv", "c:services.csv"])
def test_a_zip_with_parts_that_point_outside_is_not_opened(tmp_path, name):
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        for each, text in described(FILES).items():
            archive.writestr(each, text)
        archive.writestr(name, "x")
    with pytest.raises(UserError, match="is not opened"):
        read_services(tmp_path / "p.zip")


def _twice(archive):
    with pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("services.csv", "id,name")


def _link(archive):
    part = zipfile.ZipInfo("link.csv")
    part.external_attr = 0o120777 << 16
    archive.writestr(part, "/etc/passwd")


def _swollen(archive):
    archive.writestr("large.csv", bytes(6_000_000), zipfile.ZIP_DEFLATED)


def _locked(archive):
    # Written with the part, and again in the directory at the end.
    archive.infolist()[0].flag_bits |= 1


def _overlapping(archive):
    archive.infolist()[1].header_offset = archive.infolist()[0].header_offset + 5


def _very_many(archive):
    for number in range(5_000):
        archive.writestr(f"{number}.csv", "")


@pytest.mark.parametrize(
    ("trick", "why"),
    [
        (_twice, "two parts of one name"),
        (_link, "points outside the file"),
        (_swollen, "unpack to far too much"),
        (_locked, "protected by a password"),
        (_overlapping, "overlap"),
        (_very_many, "too many parts"),
    ],
)
def test_a_zip_of_tricks_is_refused_whole(tmp_path, trick, why):
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        for each, text in described(FILES).items():
            archive.writestr(each, text)
        trick(archive)
    with pytest.raises(UserError, match=why):
        read_services(tmp_path / "p.zip")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"contents": []}', "holds no service"),
        ('{"contents": [', "cut short"),
        ('{"contents": {}}', "no list “contents”"),
        ('{"contents": [{"id": NaN}]}', "NaN"),
        ('{"contents": ' + "[" * 100, "levels of brackets"),
    ],
)
def test_a_file_that_is_no_page_is_refused_whole(tmp_path, text, why):
    (tmp_path / "page.json").write_text(text)
    with pytest.raises(UserError, match=why):
        read_services(tmp_path / "page.json")


def test_a_package_without_services_says_so(tmp_path):
    source = folder(tmp_path / "package", {"organizations.csv": FILES["organizations.csv"]})
    with pytest.raises(UserError, match="names no file of services"):
        read_services(source)
