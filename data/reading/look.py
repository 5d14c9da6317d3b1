"""What are these bytes? A cheap look before anything is unpacked: a kind to read, or a reason to refuse."""

import re
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePath
from typing import Literal

from data.problems import Problem, UnreadableFile
from data.reading import refusals

Kind = Literal["xlsx", "xlsb", "xls", "ods", "text", "json"]

MAX_BYTES = 200 * 1024**2
MAX_UNPACKED = 2 * 1024**3  # a million rows of twelve columns unpack to 0.6 GB
MAX_RATIO = 300  # real sheets reach 60; deflate ends at 1,032
RATIO_MATTERS_FROM = 32 * 1024**2
MAX_DIRECTORY = 4 * 1024**2  # bytes of a zip's own table of contents: some 40,000 parts
MAX_PARTS = 10_000

JSON_NAMES = {".json", ".jsonl", ".ndjson"}
WORKBOOK_NAMES = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".xltx", ".xltm"}
STARTS = (
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database"),
)
MARKUP = (
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<table", "a web page"),
    (b"<?xml", "an XML document"),
)
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, ValueError, EOFError, OSError)
"""What reading a damaged zip can raise, the encrypted and the unknown kinds included."""

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
END_OF_ZIP = b"PK\x05\x06"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(content: bytes, name: str) -> Kind:
    """How to read these bytes, going by what they are. Raises UnreadableFile where they should not be read at all."""
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UnreadableFile(refusals.empty_file())
    if len(content) > MAX_BYTES:
        raise UnreadableFile(refusals.too_large(len(content), MAX_BYTES))
    if content.startswith((b"PK\x03\x04", END_OF_ZIP)):
        return _zip_kind(content)
    if content.startswith(OLE):
        return _ole_kind(content)
    if content[:2] == b"\x09\x08" or content[:4] in (b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x00\x04\x00"):
        return "xls"
    return _text_kind(content, PurePath(name).suffix)


def _zip_kind(content: bytes) -> Kind:
    """A zip's own table of contents says what it is, and what it would unpack to."""
    parts = _parts(content)
    if any(part.flag_bits & 0x1 for part in parts):
        raise UnreadableFile(refusals.password())
    unpacked = sum(part.file_size for part in parts)
    bombs = [part for part in parts if part.file_size > RATIO_MATTERS_FROM]
    if unpacked > MAX_UNPACKED or any(part.file_size > MAX_RATIO * max(part.compress_size, 1) for part in bombs):
        raise UnreadableFile(refusals.unpacks_too_large(unpacked))
    names = {part.filename.replace("\\", "/").lstrip("/").lower() for part in parts}
    if any(name.endswith("workbook.bin") for name in names):
        return "xlsb"
    if any(name.endswith("workbook.xml") or name.startswith("xl/worksheets/") for name in names):
        return "xlsx"
    if "content.xml" in names:
        if _is_encrypted_ods(content):
            raise UnreadableFile(refusals.password())
        return "ods"
    raise UnreadableFile(_other_zip(names))


def _parts(content: bytes) -> list[zipfile.ZipInfo]:
    """The zip's table of contents, refused unread where it is itself a flood."""
    end = content.rfind(END_OF_ZIP, max(0, len(content) - 66_000))
    if end < 0 or len(content) < end + 22:
        raise UnreadableFile(refusals.damaged())
    count, directory = struct.unpack("<HI", content[end + 10 : end + 16])
    if count > MAX_PARTS or directory > MAX_DIRECTORY:
        raise UnreadableFile(refusals.too_many_parts())
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except BROKEN_ZIP as failure:
        raise UnreadableFile(refusals.damaged()) from failure
    if len(parts) > MAX_PARTS:
        raise UnreadableFile(refusals.too_many_parts())
    return parts


def _is_encrypted_ods(content: bytes) -> bool:
    """An OpenDocument file says in its manifest that its parts are encrypted."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive, archive.open("META-INF/manifest.xml") as manifest:
            return b"encryption-data" in manifest.read(1024**2)
    except (KeyError, *BROKEN_ZIP):
        return False


def _other_zip(names: set[str]) -> Problem:
    if "word/document.xml" in names:
        return refusals.other_format("a Word document")
    if "ppt/presentation.xml" in names:
        return refusals.other_format("a PowerPoint file")
    if any(name.endswith(".iwa") for name in names):
        return refusals.other_format("an Apple Numbers file")
    if "[content_types].xml" in names or not names:
        return refusals.damaged()
    return refusals.other_format("a zip archive")


def _ole_kind(content: bytes) -> Kind:
    """The old container: a real .xls, or the wrapping of an encrypted workbook."""
    if _utf16("DRMEncrypted") in content or _utf16("DRMContent") in content:
        raise UnreadableFile(refusals.sensitivity_label())
    if _utf16("EncryptedPackage") in content or _is_encrypted_xls(content):
        raise UnreadableFile(refusals.password())
    workbook = any(_utf16(stream) in content for stream in ("Workbook", "WORKBOOK", "Book", "BOOK"))
    if not workbook and _utf16("WordDocument") in content:
        raise UnreadableFile(refusals.other_format("a Word document"))
    if not workbook and _utf16("PowerPoint Document") in content:
        raise UnreadableFile(refusals.other_format("a PowerPoint file"))
    return "xls"


def _is_encrypted_xls(content: bytes) -> bool:
    """An encrypted .xls has a FILEPASS record (0x2F) among the first records of its workbook stream."""
    at = content.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    if at < 0:
        return False
    for _ in range(20):
        if at + 4 > len(content):
            return False
        record, length = struct.unpack_from("<HH", content, at)
        if record == 0x2F:
            return True
        at += 4 + length
    return False


def _text_kind(content: bytes, extension: str) -> Kind:
    head = content[:4096]
    for start, what in STARTS:
        if head.startswith(start):
            raise UnreadableFile(refusals.other_format(what))
    beginning = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for start, what in MARKUP:
        if beginning.startswith(start):
            raise UnreadableFile(refusals.other_format(what))
    if _is_binary(head):
        raise UnreadableFile(refusals.damaged())
    if extension.lower() in WORKBOOK_NAMES:
        raise UnreadableFile(refusals.text_named_workbook(extension.lower()))
    return "json" if _is_json(beginning, extension) else "text"


def _is_json(beginning: bytes, extension: str) -> bool:
    """By its name and first mark; whatever its name, where it begins as only JSON does: `{"name":`, `[{`."""
    if extension.lower() in JSON_NAMES:
        return beginning.startswith((b"{", b"[", *UTF_16))
    return re.match(rb'\[?\s*\{\s*(?:"[^"]*"\s*:|\})', beginning) is not None


def _is_binary(head: bytes) -> bool:
    """NUL bytes are text only in UTF-16, where they fill every other place, and in UTF-32, which says so."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")) or b"\0" not in head:
        return False
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return min(even, odd) * 4 > max(even, odd) or max(even, odd) * 4 < len(head)


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")
