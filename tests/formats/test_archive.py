"""Folders, ZIPs and lone files look the same to a reader."""

import zipfile

import pytest

from habitus.formats import archive, tables
from habitus.formats.archive import open_source
from habitus.formats.errors import ImportFileUnreadable, ImportFormatUnknown, ImportTooLarge
from habitus.formats.tables import MAX_CELL, MAX_COLUMNS, open_table


def rows_of(path, name=None):
    with open_source(path) as source:
        return list(open_table(source, name or source.names[0]).rows())


def cells_of(text, tmp_path):
    path = tmp_path / "file.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [row.fault or row.cells for row in rows_of(path)]


def test_only_csv_members_count_and_one_folder_around_everything_is_taken_off(tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as file:
        for name in ("Loop/Habits.csv", "Loop/001 Read/Checkmarks.CSV", "Loop/README.txt", "Loop/.x.csv"):
            file.writestr(name, "a,b\n")
        file.writestr("__MACOSX/Loop/._Habits.csv", b"\0\5\x16\7")
    with open_source(path) as source:
        assert set(source.names) == {"Habits.csv", "001 Read/Checkmarks.CSV"}
        assert source.label == "Loop"


def test_databases_are_told_from_texts(tmp_path):
    for name in ("a.csv", "b.db", "c.SQLITE", "d.db-wal", "e.txt"):
        (tmp_path / name).write_text("a,b\n")
    with open_source(tmp_path) as source:
        assert (source.names, source.databases) == (("a.csv",), ("b.db", "c.SQLITE"))
    (tmp_path / "f").write_bytes(b"SQLite format 3\0")
    with open_source(tmp_path / "f") as source:
        assert (source.names, source.databases) == ((), ("f",))


def test_a_lone_file_in_the_folder_of_a_habit_is_called_after_it(tmp_path):
    for folder, label in (("007 Run", "007 Run"), ("downloads", "Checkmarks")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "Checkmarks.csv").write_text("Date,Value\n")
        with open_source(tmp_path / folder / "Checkmarks.csv") as source:
            assert source.label == label


def test_the_folder_of_one_habit_keeps_its_number(tmp_path):
    (tmp_path / "001 Read").mkdir()
    (tmp_path / "001 Read" / "Checkmarks.csv").write_text("Date,Value\n")
    with open_source(tmp_path) as source:
        assert source.names == ("001 Read/Checkmarks.csv",)


def test_links_in_a_folder_are_not_followed(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.csv").write_text("secret\n")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "a.csv").write_text("a\n")
    (inside / "file.csv").symlink_to(tmp_path / "outside" / "secret.csv")
    (inside / "folder").symlink_to(tmp_path / "outside", target_is_directory=True)
    with open_source(inside) as source:
        assert source.names == ("a.csv",)


def test_a_file_that_became_a_link_is_not_followed(tmp_path):
    (tmp_path / "secret").write_text("secret\n")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "a.csv").write_text("a\n")
    with open_source(inside) as source:
        (inside / "a.csv").unlink()
        (inside / "a.csv").symlink_to(tmp_path / "secret")
        with pytest.raises(ImportFileUnreadable):
            list(source.lines("a.csv", "utf-8"))


def test_a_folder_of_everything_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MAX_ENTRIES", 2)
    for name in "abc":
        (tmp_path / f"{name}.csv").write_text("")
    with pytest.raises(ImportTooLarge), open_source(tmp_path):
        pass


def test_a_folder_with_too_much_in_it_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MAX_REAL_BYTES", 5)
    (tmp_path / "a.csv").write_text("123456")
    with pytest.raises(ImportTooLarge), open_source(tmp_path):
        pass


def test_a_lone_file_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MAX_UPLOAD", 5)
    (tmp_path / "a.csv").write_text("123456")
    with pytest.raises(ImportTooLarge), open_source(tmp_path / "a.csv"):
        pass


def test_what_is_not_there_or_no_file_is_refused(tmp_path):
    with pytest.raises(ImportFileUnreadable), open_source(tmp_path / "nothing.zip"):
        pass
    with pytest.raises(ImportFileUnreadable), open_source(archive.Path("/dev/null")):
        pass


def test_another_kind_of_file_is_refused(tmp_path):
    (tmp_path / "photo").write_bytes(b"\x89PNG\r\n\x1a\n\0\0" + bytes(100))
    with pytest.raises(ImportFormatUnknown), open_source(tmp_path / "photo"):
        pass


@pytest.mark.parametrize(
    "text",
    [
        "a,b\nü,1\n", "a,b\r\nü,1\r\n", "a,b\rü,1", "\ufeffa,b\nü,1\n", "a,b\n\n,\n  \nü,1\n",
        "a;b\nü;1\n", "a\tb\nü\t1\n", "a,b\nü,1\n".encode("utf-16"), "a,b\nü,1\n".encode("cp1252"),
        '"a","b"\n"ü","1"\n',
    ],
)  # fmt: skip
def test_encodings_line_ends_and_separators(text, tmp_path):
    assert cells_of(text, tmp_path)[-2:] == [["a", "b"], ["ü", "1"]]


def test_a_note_may_hold_quotes_commas_and_lines(tmp_path):
    assert cells_of('a,"x, ""y""\nz",b\nnext\n', tmp_path) == [["a", 'x, "y"\nz', "b"], ["next"]]


def test_an_unclosed_quote_costs_one_row(tmp_path):
    assert cells_of('1,"open\n2,fine\n3,fine\n', tmp_path) == [
        "quotes_unclosed",
        ["2", "fine"],
        ["3", "fine"],
    ]


def test_lines_are_numbered_over_notes_that_go_on(tmp_path):
    (tmp_path / "a.csv").write_text('a\n"x\ny"\n\nb\n')
    assert [row.line for row in rows_of(tmp_path / "a.csv")] == [1, 2, 5]


def test_a_cell_a_row_and_a_line_have_limits(tmp_path):
    text = f"{'x' * (MAX_CELL + 1)},\n{',' * (MAX_COLUMNS + 2)}x\n{'y' * (archive.MAX_LINE + 5)}\nlast\n"
    assert cells_of(text, tmp_path) == ["cell_too_long", "too_many_columns", "line_too_long", ["last"]]


def test_a_quoted_cell_beyond_the_limit_costs_one_row(tmp_path):
    found = cells_of('"' + "x\n" * MAX_CELL + '"\nlast\n', tmp_path)
    assert found[0] == "quotes_unclosed"
    assert found[-1] == ["last"]


def test_a_table_without_end_is_refused_while_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    (tmp_path / "a.csv").write_text("Date\n" + "\n" * 10)
    with pytest.raises(ImportTooLarge):
        rows_of(tmp_path / "a.csv")
