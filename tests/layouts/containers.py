"""Workbooks of the kinds that no library here writes, byte by byte, and damaged or locked ones."""

import io
import struct
import zipfile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECTOR, FREE, END, FAT_ITSELF = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def ole(**streams: bytes) -> bytes:
    """The old container: a header, the table of sectors, the directory, and each stream in sectors of its own."""
    padded = {
        name: content.ljust(-(-max(len(content), 4096) // SECTOR) * SECTOR, b"\0") for name, content in streams.items()
    }
    fat, at, entries = [FAT_ITSELF, END], 2, []
    for name, content in padded.items():
        count = len(content) // SECTOR
        entries.append(_entry(name, 2, at, len(content)))
        fat += [*range(at + 1, at + count), END]
        at += count
    directory = _entry("Root Entry", 5, END, 0, child=0 if not entries else 1) + b"".join(entries)
    header = OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    table = struct.pack("<128I", *fat, *[FREE] * (128 - len(fat)))
    return header + table + directory.ljust(SECTOR, b"\0") + b"".join(padded.values())


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, FREE, FREE, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def _biff(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


BEGINNING = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6)
OF_SHEET = struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6)


def xls() -> bytes:
    """A sheet of a word and two rows of numbers below it."""
    begins = _biff(0x809, BEGINNING)
    name = b"Sheet1"
    sheet_at = len(begins) + len(_biff(0x85, bytes(6) + bytes([len(name), 0]) + name)) + 4
    globals_ = begins + _biff(0x85, struct.pack("<IBB", sheet_at, 0, 0) + bytes([len(name), 0]) + name) + _biff(0x0A)
    word = b"Seats"
    label = _biff(0x204, struct.pack("<HHHHB", 0, 0, 0, len(word), 0) + word)
    numbers = b"".join(
        _biff(0x203, struct.pack("<HHHd", row, column, 0, 5.0 * row)) for row in (1, 2) for column in (0, 1)
    )
    return ole(Workbook=globals_ + _biff(0x809, OF_SHEET) + label + numbers + _biff(0x0A))


def locked_xls() -> bytes:
    """An .xls whose workbook begins by saying that a password is needed."""
    return ole(Workbook=_biff(0x809, BEGINNING) + _biff(0x2F, bytes(54)) + bytes(1000))


def locked() -> bytes:
    """A new workbook with a password: encrypted as a whole, in the old container."""
    return ole(EncryptionInfo=b"\4\0\4\0\x40\0\0\0<encryption/>", EncryptedPackage=bytes(5000))


def _zip(**parts: str | bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def _xlsb_record(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(content) & 0x7F | 0x80, len(content) >> 7]) + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb() -> bytes:
    """A binary workbook: a number, and below it another and a word."""
    sheet = _xlsb_record(129) + _xlsb_record(148, struct.pack("<IIII", 0, 1, 0, 1)) + _xlsb_record(145)
    for row, cells in enumerate(
        ([(2, struct.pack("<I", 44197 << 2 | 2))], [(2, struct.pack("<I", 15 << 2 | 2)), (6, _wide("days"))])
    ):
        sheet += _xlsb_record(0, struct.pack("<I", row) + bytes(13))
        sheet += b"".join(
            _xlsb_record(kind, struct.pack("<II", at, 0) + value) for at, (kind, value) in enumerate(cells)
        )
    sheet += _xlsb_record(146) + _xlsb_record(130)
    book = _xlsb_record(131) + _xlsb_record(143)
    book += _xlsb_record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Sheet1"))
    book += _xlsb_record(144) + _xlsb_record(132)
    return _zip(
        **{
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)


def xlsx(rows: str, namespace: str = MAIN, tag: str = "", office: str = OFFICE, **more: str | bytes) -> bytes:
    """A workbook from the XML of its rows; `tag` is what stands before the name of every element."""
    book = f'<{tag}workbook {namespace} xmlns:r="{office}"><{tag}sheets>'
    book += f'<{tag}sheet name="Sheet1" sheetId="1" r:id="rId1"/></{tag}sheets></{tag}workbook>'
    return _zip(
        **{
            "[Content_Types].xml": TYPES,
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f"<{tag}worksheet {namespace}><{tag}sheetData>{rows}</{tag}sheetData></{tag}worksheet>",
            **more,
        }
    )


NUMBERS = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>'
SHARED = f'<sst {MAIN} count="2" uniqueCount="2"><si><t>Unit</t></si><si><t>Claims</t></si></sst>'
ODS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
MANIFEST = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'


def ods(rows: str, manifest: str = "") -> bytes:
    body = f'<office:body><office:spreadsheet><table:table table:name="Sheet1">{rows}</table:table></office:spreadsheet></office:body>'
    return _zip(
        **{
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f"<manifest:manifest {MANIFEST}>{manifest}</manifest:manifest>",
            "content.xml": f"<office:document-content {ODS}>{body}</office:document-content>",
        }
    )


def _ods_row(*values: int, more: str = "") -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="float" office:value="{value}"{more}><text:p>{value}</text:p></table:table-cell>'
        for value in values
    )
    return f"<table:table-row>{cells}</table:table-row>"


SPANNED = ' table:number-columns-spanned="2" table:number-rows-spanned="1"'
ENDLESS = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
LOCKED_PART = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
STRICT = 'xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"'

CORPUS: dict[str, bytes] = {
    "calamine/tests/date.xls": xls(),
    "calamine/tests/date.xlsb": xlsb(),
    "calamine/tests/date.ods": ods(_ods_row(1, 2) + _ods_row(3, 4)),
    "calamine/tests/issue3.xlsm": xlsx(NUMBERS, **{"xl/vbaProject.bin": b"a macro"}),
    "calamine/tests/vba.xlsm": xlsx(NUMBERS, **{"xl/vbaProject.bin": b"another macro"}),
    "calamine/tests/errors.xlsx": xlsx('<row r="1"><c r="A1" t="e"><v>#DIV/0!</v></c><c r="B1"><v>2</v></c></row>'),
    "calamine/tests/strict_iso_paths.xlsx": xlsx(NUMBERS, namespace=STRICT, office=STRICT_OFFICE),
    "calamine/tests/nonstandard-xml-ns-prefix.xlsx": xlsx(
        NUMBERS.replace("<", "<x:").replace("<x:/", "</x:"), namespace=MAIN.replace("xmlns=", "xmlns:x="), tag="x:"
    ),
    "calamine/tests/non_monotonic_si.xlsx": xlsx(
        '<row r="1"><c r="A1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>0</v></c></row>',
        **{"xl/sharedStrings.xml": SHARED},
    ),
    "calamine/tests/issue252.xlsx": xlsx(
        '<row r="1"><c r="A1" t="s"><v>9</v></c></row>', **{"xl/sharedStrings.xml": SHARED}
    ),
    "calamine/tests/merged_cells.ods": ods(_ods_row(1, more=SPANNED) + _ods_row(3, 4)),
    "calamine/tests/issue_594_dos.ods": ods(_ods_row(1, 2) + ENDLESS),
    "calamine/tests/issue_666_panic.xlsb": xlsb()[:-300],
    "calamine/tests/issue_385.xls": ole(Workbook=_biff(0x809, BEGINNING) + _biff(0x85, b"\xff" * 3)),
    "calamine/tests/malformed_format.xls": ole(Workbook=_biff(0x809, BEGINNING) + _biff(0x41E, b"\1\0\xff\xff\1a")),
    "calamine/tests/OOM_alloc.xls": OLE + b"\xff" * 600,
    "calamine/tests/OOM_alloc3.xls": ole(Workbook=_biff(0x809, BEGINNING) + _biff(0xFC, b"\xff" * 8)),
    "calamine/tests/too_small.xls": OLE + bytes(20),
    "calamine/tests/pass_protected.xlsx": locked(),
    "calamine/tests/pass_protected.xlsb": locked(),
    "calamine/tests/pass_protected.ods": ods(_ods_row(1), LOCKED_PART),
    "csv_spectrum/csvs/newlines_crlf.csv": b'a,b\r\n1,"2\r\n3"\r\n"",4\r\n',
    "msoffcrypto_encrypted/inputs/example_password.xlsx": locked(),
    "msoffcrypto_encrypted/inputs/rc4cryptoapi_password.xls": locked_xls(),
    "msoffcrypto_encrypted/inputs/xor_password_123456789012345.xls": locked_xls(),
}
"""Of each kind that the peers' own test files show: odd, old, damaged, locked."""
