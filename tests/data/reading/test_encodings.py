"""A text is read in the encoding it was written in; where no mark says which, that is told."""

import pytest

from data.reading import read_file
from data.reading.delimited import read_text
from data.reading.encodings import decoded

TEXTS = [
    ("cp1250", "Jednostka;Narzędzie;Miejsca\nSprzedaż;Copilot;10\nKsięgowość;Claude;5\nObsługa klienta;Gemini;7\n"),
    (
        "cp1250",
        "Útvar;Nástroj;Počet\nÚčetnictví;Copilot;10\nPrávní oddělení;Claude;5\nŘízení lidských zdrojů;Gemini;7\n",
    ),
    ("cp1251", "Отдел;Инструмент;Места\nПродажи;Copilot;10\nФинансы;Claude;5\nЮристы;Gemini;7\n"),
    ("koi8-r", "Отдел;Инструмент;Места\nПродажи;Copilot;10\nФинансы;Claude;5\nЮристы;Gemini;7\n"),
    (
        "cp1252",
        "Bereich;Werkzeug;Plätze\nVertrieb;Copilot;10\nBuchführung;Claude;5\nÖffentlichkeit;Gemini;7\nGröße;x;1\n",
    ),
    ("cp1252", "Unité;Outil;Sièges\nFinances;Copilot;10\nQualité;Claude;5\nJuridique;Gemini;7\nDéjà;x;1\n"),
    ("cp1252", "Unidad;Herramienta;Puestos\nAtención;Copilot;10\nEspaña;Claude;5\nJurídico;Gemini;7\n"),
    (
        "mac-roman",
        "Bereich;Werkzeug;Plätze\nVertrieb;Copilot;10\nBuchführung;Claude;5\nÖffentlichkeit;Gemini;7\nGröße;x;1\n",
    ),
    ("mac-roman", "Unité;Outil;Sièges\nFinances;Copilot;10\nQualité;Claude;5\nDéjà;x;1\n"),
    ("shift_jis", "部門,ツール,席数\n営業,Copilot,10\n経理部,Claude,5\n法務,Gemini,7\n"),
    ("shift_jis", "ユニット,ツール,ライセンス\nセールス,Copilot,10\nマーケティング,Claude,5\n"),
    ("euc_jp", "部門,ツール,席数\n営業,Copilot,10\n経理部,Claude,5\n法務,Gemini,7\n"),
    ("gbk", "部门,工具,席位\n销售,Copilot,10\n财务,Claude,5\n法务,Gemini,7\n"),
    ("big5", "部門,工具,席位\n銷售,Copilot,10\n財務,Claude,5\n法務,Gemini,7\n"),
    ("cp949", "부서,도구,좌석\n영업,Copilot,10\n재무,Claude,5\n"),
    (
        "cp1254",
        "Birim;Araç;Koltuk\nSatış;Copilot;10\nMuhasebe;Claude;5\nİnsan Kaynakları;Gemini;7\nMüşteri Hizmetleri;x;1\n",
    ),
    ("cp1253", "Μονάδα;Εργαλείο;Θέσεις\nΠωλήσεις;Copilot;10\nΟικονομικά;Claude;5\n"),
    ("cp1252", "Unit;Cost\nSales;€ 10\nLegal;£ 5 – net\n"),
    ("cp1252", "Unit,Größe\na,b\n"),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_its_mark_and_nothing_is_said(encoding: str) -> None:
    content = "Unit,Größe\na,b\n".encode(encoding)
    assert decoded(content)[0] == "Unit,Größe\na,b\n"
    assert read_text(content, "x.csv", lambda rows: None)[1] == []


@pytest.mark.parametrize(("encoding", "text"), TEXTS)
def test_texts_of_many_languages_are_read_as_they_were_written(encoding: str, text: str) -> None:
    assert decoded(text.encode(encoding))[0] == text


def test_an_encoding_that_no_mark_names_is_said() -> None:
    grid, [problem] = read_text("Unit,Größe\na,b\n".encode("cp1252"), "x.csv", lambda rows: None)
    assert grid.value(0, 1) == "Größe"
    assert (problem.rule, "Western Windows text (cp1252)" in problem.says) == ("encoding", True)


def test_one_damaged_letter_does_not_make_utf_8_another_encoding() -> None:
    text = "Unit,Größe\n" + "Büro,Größe\n" * 50
    content = text.encode().replace("ü".encode(), b"\xfc", 1)
    found, encoding = decoded(content)
    assert (found.count("\ufffd"), found.count("ü"), encoding) == (1, 49, "utf-8, damaged")


def test_bytes_that_no_letter_has_do_not_stop_the_reading() -> None:
    assert decoded(b"Unit\x81,Gr\xf6\xdfe\n")[0] == "Unit\ufffd,Größe\n"


def test_utf_32_and_a_caret_between_columns_are_read_end_to_end() -> None:
    [table] = read_file("Unit^Seats\nBüro^5\n".encode("utf-32"), "seats.csv").tables
    assert [column.values for column in table.columns] == [["Büro"], ["5"]]
