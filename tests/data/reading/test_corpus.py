"""The peers' own test files: each is read, or refused in words. Never a crash, never a hang."""

import random
from pathlib import Path

import pytest

from data.problems import UnreadableFile
from data.reading import read_file

NASTY = (
    "OOM_alloc.xls",
    "OOM_alloc3.xls",
    "pass_protected.xlsx",
    "pass_protected.ods",
    "issue_385.xls",
    "issue_594_dos.ods",
    "issue_666_panic.xlsb",
    "too_small.xls",
    "ptgexp-truncated-operand.xls",
    "issue252.xlsx",
    "malformed_format.xls",
    "vba.xlsm",
    "errors.xlsx",
    "non_monotonic_si.xlsx",
    "nonstandard-xml-ns-prefix.xlsx",
    "strict_iso_paths.xlsx",
    "65536-rows-xls.xls",
    "merged_cells.ods",
    "newlines_crlf.csv",
    "xor_password_123456789012345.xls",
)
ENCRYPTED = (
    "pass_protected.xlsx",
    "pass_protected.xlsb",
    "pass_protected.ods",
    "example_password.xlsx",
    "rc4cryptoapi_password.xls",
    "xor_password_123456789012345.xls",
)


def corpus(real_files: Path) -> dict[str, Path]:
    return {file.name: file for file in sorted((real_files / "corpus").rglob("*")) if file.is_file()}


def outcome(content: bytes, name: str) -> str:
    """`read`, or the rule it was refused by; anything else is raised."""
    try:
        tables = read_file(content, name).tables
    except UnreadableFile as refusal:
        return refusal.problem.rule
    assert all(len(column.values) == len(table) for table in tables for column in table.columns)
    return "read"


def test_the_nastiest_twenty_are_read_or_refused(real_files: Path) -> None:
    files = corpus(real_files)
    names = [name for name in NASTY if name in files]
    assert len(names) == {"made": 18, "real": 20}[real_files.name]
    for name in names:
        assert outcome(files[name].read_bytes(), name)


@pytest.mark.parametrize("name", ENCRYPTED)
def test_an_encrypted_workbook_is_called_protected(real_files: Path, name: str) -> None:
    assert outcome(corpus(real_files)[name].read_bytes(), name) == "password"


@pytest.mark.trust
def test_the_whole_corpus_is_read_or_refused(real_files: Path) -> None:
    outcomes = {name: outcome(file.read_bytes(), name) for name, file in corpus(real_files).items()}
    assert len(outcomes) > {"made": 20, "real": 180}[real_files.name]
    assert sum(result == "read" for result in outcomes.values()) > {"made": 10, "real": 100}[real_files.name]


@pytest.mark.trust
def test_damaged_files_are_read_or_refused(real_files: Path) -> None:
    chance = random.Random(7)
    files = [file for file in corpus(real_files).values() if file.stat().st_size < 40_000]
    for _ in range(300):
        file = chance.choice(files)
        content = bytearray(file.read_bytes())
        for _ in range(chance.randint(1, 8)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        assert outcome(bytes(content), file.name)
