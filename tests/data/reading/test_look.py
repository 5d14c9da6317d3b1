"""What a file is, by its bytes; and which ones are refused without being opened."""

import io
import zipfile

import pytest

from data.problems import UnreadableFile
from data.reading.look import MAX_BYTES, kind_of


def zipped(**parts: bytes) -> bytes:
    """A zip of parts; `__` in a keyword stands for a slash."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


def test_a_workbook_is_known_by_its_parts_whatever_its_name() -> None:
    assert kind_of(zipped(xl__workbook_xml=b"<workbook/>"), "export.csv") == "xlsx"


def test_text_is_text_in_any_extension_but_a_workbooks() -> None:
    for name in ("a.csv", "a.Csv", "a.TSV", "a.txt", "a"):
        assert kind_of(b"a,b\n1,2\n", name) == "text"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.xlsx", "The file is empty."),
        (b" \r\n", "a.csv", "The file is empty."),
        (b"a,b\n1,2\n", "a.XLSX", "This is a text file named .xlsx. Rename it to .csv"),
        (b"%PDF-1.7", "a.xlsx", "This is a PDF document"),
        (b"<html><table>", "a.xls", "This is a web page"),
        (zipped(word__document_xml=b"<w/>"), "a.xlsx", "This is a Word document"),
        (zipped(notes=b"x"), "a.zip", "This is a zip archive"),
        (b"PK\x03\x04" + b"x" * 100, "a.xlsx", "The file is damaged"),
        (zipped(xl__workbook_xml=b"<workbook/>")[:-30], "a.xlsx", "The file is damaged"),
        (bytes(range(256)) * 20, "a.csv", "The file is damaged"),
        (zipped(xl__workbook_xml=b" " * 100 * 1024**2), "a.xlsx", "The workbook unpacks to 100 MB"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx",
            "protected with a password",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "DRMEncryptedDataSpace".encode("utf-16-le"),
            "a.xlsx",
            "sensitivity label",
        ),
    ],
    ids=lambda value: None if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_cannot_be_read_is_refused_in_words(content: bytes, name: str, words: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        kind_of(content, name)
    assert words in str(refused.value)


def test_a_file_at_the_size_limit_is_read_and_one_byte_more_is_not() -> None:
    assert kind_of(b"a" * MAX_BYTES, "a.csv") == "text"
    with pytest.raises(UnreadableFile, match="at most 200 MB"):
        kind_of(b"a" * (MAX_BYTES + 1), "a.csv")
