"""Every way a ZIP can be hostile is refused before anything of it is used."""

import io
import stat
import struct
import zipfile
import zlib

import pytest

from habitus.formats import zip_reader
from habitus.formats.archive import open_source
from habitus.formats.errors import ArchiveTooLarge, ArchiveUnreadable, ArchiveUnsafe

ROWS = b"Date,Value,Notes\n2026-01-02,YES_MANUAL,\n"


def packed(files, **options):
    """A ZIP of (name, bytes) pairs or (ZipInfo, bytes) pairs."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", options.pop("compression", zipfile.ZIP_DEFLATED)) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return buffer.getvalue()


def opened(data):
    return zip_reader.open_members(io.BytesIO(data))


def with_fields(data, *, local=None, central=None):
    """The bytes of a one-file ZIP with header fields overwritten: {offset: (format, value)}."""
    raw = bytearray(data)
    for at, fields in ((0, local or {}), (raw.index(b"PK\x01\x02"), central or {})):
        for offset, (form, value) in fields.items():
            struct.pack_into("<" + form, raw, at + offset, value)
    return bytes(raw)


def test_members_are_read_from_memory_with_their_real_bytes():
    data = packed([("001 Read/Checkmarks.csv", ROWS), ("empty.csv", b"")])
    file = io.BytesIO(data)
    members = zip_reader.open_members(file)
    assert set(members) == {"001 Read/Checkmarks.csv", "empty.csv"}
    assert b"".join(zip_reader.inflate(file, members["001 Read/Checkmarks.csv"])) == ROWS
    assert b"".join(zip_reader.inflate(file, members["empty.csv"])) == b""


def test_a_large_member_comes_in_chunks_and_whole():
    rows = b"".join(b"2026-01-02,%d,\n" % number for number in range(40_000))
    file = io.BytesIO(packed([("a.csv", rows)]))
    chunks = list(zip_reader.inflate(file, zip_reader.open_members(file)["a.csv"]))
    assert b"".join(chunks) == rows
    assert max(map(len, chunks)) <= zip_reader.CHUNK


def test_stored_members_and_folders_are_fine():
    data = packed([("top/", b""), ("top/a.csv", ROWS)], compression=zipfile.ZIP_STORED)
    assert list(opened(data)) == ["top/a.csv"]


@pytest.mark.parametrize(
    "name",
    [
        "../evil.csv", "a/../../evil.csv", "a/..", "/etc/passwd.csv", "C:/evil.csv", "c:evil.csv",
        "a\\b.csv", "..\\evil.csv", "a\nb.csv", "a\x1bb.csv", "./", "//host/share.csv",
    ],
)  # fmt: skip
def test_a_name_that_plays_tricks_is_refused(name):
    with pytest.raises(ArchiveUnsafe):
        opened(packed([("Habits.csv", ROWS), (name, ROWS)]))


def test_backslashes_from_an_old_windows_are_told_from_tricks():
    with pytest.raises(ArchiveUnsafe) as refused:
        opened(packed([("001 Read\\Checkmarks.csv", ROWS)]))
    assert "Unpack it and import the folder" in refused.value.detail


def test_a_name_with_nul_is_refused():
    data = packed([("ab.csv", ROWS)]).replace(b"ab.csv", b"a\0.csv")
    with pytest.raises(ArchiveUnsafe):
        opened(data)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_devices_are_refused(kind):
    info = zipfile.ZipInfo("link.csv")
    info.create_system = 3
    info.external_attr = (kind | 0o777) << 16
    with pytest.raises(ArchiveUnsafe):
        opened(packed([(info, b"/etc/passwd")]))


@pytest.mark.parametrize("flags", [0x1, 0x40 | 0x1, 0x2000])
def test_encrypted_members_are_refused(flags):
    data = with_fields(packed([("a.csv", ROWS)]), local={6: ("H", flags)}, central={8: ("H", flags)})
    with pytest.raises(ArchiveUnsafe):
        opened(data)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("names", [("a.csv", "a.csv"), ("x/a.csv", "x//a.csv"), ("a.csv", "./a.csv")])
def test_a_name_that_is_there_twice_is_refused(names):
    with pytest.raises(ArchiveUnsafe):
        opened(packed([(name, ROWS) for name in names]))


@pytest.mark.parametrize("name", ["inner.zip", "inner.ZIP", "deep/inner.tar.gz", "x.7z", "x.rar", "x.jar"])
def test_an_archive_by_its_name_is_refused(name):
    with pytest.raises(ArchiveUnsafe):
        opened(packed([(name, b"whatever")]))


@pytest.mark.parametrize("name", ["Habits.csv", "README"])
@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_archive_by_its_contents_is_refused(name, compression):
    inner = packed([("a.csv", ROWS)])
    with pytest.raises(ArchiveUnsafe):
        opened(packed([(name, inner)], compression=compression))


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(compression):
    with pytest.raises(ArchiveUnsafe):
        opened(packed([("a.csv", ROWS)], compression=compression))


@pytest.mark.parametrize("name", ["Checkmarks.csv", "README.txt"])
def test_a_bomb_is_refused_by_its_ratio_even_where_it_is_not_read(name):
    with pytest.raises(ArchiveTooLarge):
        opened(packed([("Habits.csv", ROWS), (name, bytes(4 * 1024**2))]))


def test_a_bomb_that_lies_about_its_size_is_refused():
    bomb = packed([("a.csv", bytes(8 * 1024**2))])
    small = {22: ("I", 1000)}
    with pytest.raises((ArchiveUnsafe, ArchiveTooLarge)):
        opened(with_fields(bomb, local=small, central={24: ("I", 1000)}))


@pytest.mark.parametrize("claimed", [0, 10, len(ROWS) - 1, len(ROWS) + 1, 2**31])
def test_a_claimed_size_that_is_not_the_real_one_is_refused(claimed):
    data = with_fields(packed([("a.csv", ROWS)]), local={22: ("I", claimed)}, central={24: ("I", claimed)})
    with pytest.raises(ArchiveUnsafe):
        opened(data)


def test_a_small_size_with_a_matching_checksum_of_the_beginning_is_refused():
    """A reader that stops at the claimed size would find the checksum right."""
    beginning = zlib.crc32(ROWS[:10])
    lies = {14: ("I", beginning), 22: ("I", 10)}
    data = with_fields(packed([("a.csv", ROWS)]), local=lies, central={16: ("I", beginning), 24: ("I", 10)})
    with pytest.raises(ArchiveUnsafe):
        opened(data)


def test_a_packed_size_that_hides_the_ratio_is_refused():
    first = packed([("a.csv", bytes(64 * 1024)), ("b.csv", ROWS * 400)])
    central = first.index(b"PK\x01\x02")
    raw = bytearray(first)
    struct.pack_into("<I", raw, central + 20, central - 100)
    with pytest.raises(ArchiveUnsafe):
        opened(bytes(raw))


def test_files_that_share_their_bytes_are_refused():
    data = packed([("a.csv", ROWS), ("b.csv", ROWS)])
    raw = bytearray(data)
    second = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", raw, second + 42, 0)
    raw[second + 46 : second + 51] = b"a.csv"
    with pytest.raises(ArchiveUnsafe):
        opened(bytes(raw))


def test_a_header_that_names_another_file_is_refused():
    raw = bytearray(packed([("a.csv", ROWS)]))
    raw[30:31] = b"z"
    with pytest.raises(ArchiveUnsafe):
        opened(bytes(raw))


@pytest.mark.parametrize("offset", [4, 2**31])
def test_contents_that_lie_elsewhere_are_refused(offset):
    with pytest.raises(ArchiveUnreadable):
        opened(with_fields(packed([("a.csv", ROWS)]), central={42: ("I", offset)}))


def test_a_table_of_contents_that_lies_before_the_file_is_refused():
    """Its distance is off, so every place in it comes out negative."""
    raw = bytearray(packed([("a.csv", ROWS)]))
    place = raw.rindex(b"PK\x05\x06") + 16
    struct.pack_into("<I", raw, place, struct.unpack_from("<I", raw, place)[0] + 5)
    with pytest.raises(ArchiveUnreadable):
        opened(bytes(raw))


def test_a_wrong_checksum_is_refused():
    data = with_fields(packed([("a.csv", ROWS)]), local={14: ("I", 7)}, central={16: ("I", 7)})
    with pytest.raises(ArchiveUnreadable):
        opened(data)


def test_damaged_contents_are_refused():
    raw = bytearray(packed([("a.csv", ROWS * 50)]))
    raw[36:60] = b"\xff" * 24
    with pytest.raises((ArchiveUnreadable, ArchiveUnsafe)):
        opened(bytes(raw))


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK" + bytes(100), packed([("a.csv", ROWS)])[:-30]])
def test_a_broken_zip_is_refused(data):
    with pytest.raises(ArchiveUnreadable):
        opened(data)


def test_too_many_files_are_refused(monkeypatch):
    monkeypatch.setattr(zip_reader, "MAX_ENTRIES", 20)
    data = packed([(f"{number}.csv", b"") for number in range(21)])
    with pytest.raises(ArchiveTooLarge):
        opened(data)
    assert len(opened(packed([(f"{number}.csv", b"") for number in range(20)]))) == 20


def test_ten_thousand_and_one_files_are_refused():
    with pytest.raises(ArchiveTooLarge):
        opened(packed([(f"{number}.csv", b"") for number in range(10_001)], compression=zipfile.ZIP_STORED))


def test_a_large_upload_is_refused(monkeypatch):
    monkeypatch.setattr(zip_reader, "MAX_UPLOAD", 100)
    with pytest.raises(ArchiveTooLarge):
        opened(packed([("a.csv", ROWS)]))


def test_real_bytes_are_counted_over_all_files(monkeypatch):
    monkeypatch.setattr(zip_reader, "MAX_REAL_BYTES", 3 * len(ROWS) - 1)
    with pytest.raises(ArchiveTooLarge):
        opened(packed([(f"{number}.csv", ROWS) for number in range(3)]))


def test_the_limits_are_those_of_the_guide():
    assert zip_reader.MAX_UPLOAD == 200 * 1024**2
    assert zip_reader.MAX_REAL_BYTES == 2 * 1024**3
    assert (zip_reader.MAX_ENTRIES, zip_reader.MAX_RATIO) == (10_000, 100)


def test_reading_writes_nothing_to_disk(tmp_path, monkeypatch):
    path = tmp_path / "loop.zip"
    path.write_bytes(packed([("001 Read/Checkmarks.csv", ROWS)]))
    monkeypatch.chdir(tmp_path)
    with open_source(path) as source:
        assert list(source.lines("001 Read/Checkmarks.csv", "utf-8"))
    assert [file.name for file in tmp_path.rglob("*")] == ["loop.zip"]
