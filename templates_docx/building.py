"""What the Word templates are made of: their styles, heads, loops and the file around them.

By hand instead of from an empty Word file, because those carry theme fonts, coloured
styles and a machine's name; formats are those of NĐ 30/2020/NĐ-CP, Phụ lục I
(`minutes_format` P1-P9, E1-E24).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FONT: Final = "Times New Roman"
_FONTS: Final = (
    f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>'
)
# A4 with the default margins: 20, 15, 20 and 30 mm (top, right, bottom, left).
TEXT_WIDTH: Final = 11906 - 1701 - 850
LYING_WIDTH: Final = 16838 - 1701 - 850
LEFT_BLOCK: Final = 3655
RIGHT_BLOCK: Final = TEXT_WIDTH - LEFT_BLOCK
# Width of `Độc lập - Tự do - Hạnh phúc` in bold 13: its line is as long (E3).
_MOTTO: Final = 3180
_PLAIN_CELL: Final = (
    '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
)

# One row a style: identity, name shown in Word, paragraph format, run format.
_BODY: Final = '<w:spacing w:before="120"/><w:ind w:firstLine="567"/><w:jc w:val="both"/>'
_CENTRE: Final = '<w:jc w:val="center"/>'
_BOLD: Final = "<w:b/><w:bCs/>"
_ITALIC: Final = "<w:i/><w:iCs/>"
_STYLES: Final = (
    ("NoiDung", "BB Nội dung", _BODY, "28"),
    ("DieuKien", "BB Lệnh khuôn mẫu", '<w:jc w:val="left"/>', "16"),
    ("TaiLieu", "BB Tài liệu kèm theo", f"<w:keepNext/>{_BODY}", "28"),
    ("CanCu", "BB Căn cứ", _BODY, f"28 {_ITALIC}"),
    ("Phan", "BB Phần", f'<w:keepNext/>{_BODY}<w:outlineLvl w:val="0"/>', f"28 {_BOLD}"),
    ("Muc", "BB Mục", f'<w:keepNext/>{_BODY}<w:outlineLvl w:val="1"/>', f"28 {_BOLD}"),
    ("BoTieuChi", "BB Bộ tiêu chí", f"<w:keepNext/>{_BODY}", f"28 {_BOLD}"),
    ("Diem", "BB Điểm", f"<w:keepNext/>{_BODY}", "28"),
    ("KetThuc", "BB Kết thúc", f"<w:keepNext/><w:keepLines/>{_BODY}", "28"),
    ("CoQuanChuQuan", "BB Cơ quan chủ quản", _CENTRE, "24"),
    ("CoQuanBanHanh", "BB Cơ quan ban hành", _CENTRE, f"24 {_BOLD}"),
    ("SoHieu", "BB Số ký hiệu", f'<w:spacing w:before="120"/>{_CENTRE}', "26"),
    ("VeViec", "BB Về việc", f'<w:spacing w:before="120"/>{_CENTRE}', "24"),
    ("QuocHieu", "BB Quốc hiệu", _CENTRE, f"24 {_BOLD}"),
    ("TieuNgu", "BB Tiêu ngữ", _CENTRE, f"26 {_BOLD}"),
    ("DiaDanh", "BB Địa danh ngày tháng", f'<w:spacing w:before="120"/>{_CENTRE}', f"26 {_ITALIC}"),
    (
        "TenLoai",
        "BB Tên loại",
        f'<w:keepNext/><w:spacing w:before="360"/>{_CENTRE}<w:outlineLvl w:val="0"/>',
        f"28 {_BOLD}",
    ),
    ("TrichYeu", "BB Trích yếu", f"<w:keepNext/>{_CENTRE}", f"28 {_BOLD}"),
    ("KeNgang", "BB Kẻ ngang", f'<w:spacing w:line="60" w:lineRule="exact"/>{_CENTRE}', "8"),
    ("BangDau", "BB Đầu bảng", f"<w:keepNext/>{_CENTRE}", f"24 {_BOLD}"),
    ("BangGiua", "BB Bảng giữa", _CENTRE, "24"),
    ("BangTrai", "BB Bảng trái", '<w:jc w:val="left"/>', "24"),
    (
        "ChucDanh",
        "BB Quyền hạn người ký",
        f'<w:keepNext/><w:spacing w:before="240"/>{_CENTRE}',
        f"28 {_BOLD}",
    ),
    ("GhiChuKy", "BB Ghi chú ký", f"<w:keepNext/>{_CENTRE}", f"26 {_ITALIC}"),
    (
        "NguoiKy",
        "BB Người ký",
        f'<w:keepNext/><w:spacing w:before="1560"/>{_CENTRE}',
        f"28 {_BOLD}",
    ),
    ("ChucVu", "BB Chức vụ người ký", f"<w:keepNext/>{_CENTRE}", "26"),
    (
        "NoiNhan",
        "BB Nơi nhận",
        '<w:spacing w:before="240"/><w:jc w:val="left"/>',
        f"24 {_BOLD}{_ITALIC}",
    ),
    ("NoiNhanDong", "BB Dòng nơi nhận", '<w:jc w:val="left"/>', "22"),
    ("SoTrang", "BB Số trang", _CENTRE, "26"),
)


def run(text: str, letters: str = "") -> str:
    """Return one run; the font stands in the run so that no pasted style changes it."""
    form = f"<w:rPr>{_FONTS}{letters}</w:rPr>"
    return f'<w:r>{form}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(style: str, text: str = "", more: str = "") -> str:
    """Return a paragraph of a style; line feeds become line breaks."""
    runs = "<w:r><w:br/></w:r>".join(run(line) for line in text.split("\n")) if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def lead(style: str, first: str, text: str) -> str:
    """Return a paragraph whose first words are bold, such as `Điều 1.`."""
    form = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return f"<w:p>{form}{run(first, _BOLD)}{run(f' {text}')}</w:p>"


def tag(text: str) -> str:
    """Return a paragraph that only steers; it is gone from the finished minutes."""
    return p("DieuKien", text)


def line(block: int, length: int) -> str:
    """Return a solid line of a length, centred in a block, as the border of a flat paragraph.

    The program fits those under the body's name and the abstract to the text.
    """
    side = (block - length) // 2
    return (
        '<w:p><w:pPr><w:pStyle w:val="KeNgang"/>'
        '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        f'<w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'
    )


def cell(width: int, content: str) -> str:
    """Return a cell around paragraphs."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def row(cells: str, more: str = "") -> str:
    """Return a row that never breaks over a page (P9)."""
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{cells}</w:tr>"


def table(widths: Iterable[int], rows: str, *, ruled: bool) -> str:
    """Return a table of fixed columns, ruled or without lines."""
    widths = tuple(widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    style = '<w:tblStyle w:val="BangKe"/>' if ruled else ""
    margins = "" if ruled else _PLAIN_CELL
    return (
        f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{margins}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def motto(block: int) -> str:
    """Return the national name and motto with the line under them (E1-E3)."""
    return (
        p("QuocHieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + p("TieuNgu", "Độc lập - Tự do - Hạnh phúc")
        + line(block, _MOTTO)
    )


def steer_row(widths: Iterable[int], text: str) -> str:
    """Return a table row that only steers, e.g. `{%tr for k in kien_nghi %}`."""
    widths = tuple(widths)
    spanned = f'<w:gridSpan w:val="{len(widths)}"/></w:tcPr>'
    return row(cell(sum(widths), tag(text)).replace("</w:tcPr>", spanned))


def delegation_head(number: str, place: str) -> str:
    """Return the head of a delegation's paper: the body that decided, and the delegation (§3)."""
    left = (
        p("CoQuanChuQuan", "{{ co_quan_ban_hanh }}")
        + p("CoQuanBanHanh", "ĐOÀN KIỂM TRA\nTHEO QĐ SỐ {{ so_quyet_dinh }}")
        + line(LEFT_BLOCK, 1500)
    )
    if number and place:
        return _two_blocks(left, motto(RIGHT_BLOCK), (number, place))
    return _two_blocks(left + number, motto(RIGHT_BLOCK) + place)


def agency_head(symbol: str, subject: str = "") -> str:
    """Return the head of an agency's paper: its superior, itself, number and date (E1-E8).

    Args:
        symbol: what stands behind the blank number, e.g. `QĐ` for `Số:        /QĐ-`.
        subject: what a letter (công văn) is about, e.g. `V/v đôn đốc …`; it has no title.
    """
    left = (
        tag("{%p if co_quan_chu_quan %}")
        + p("CoQuanChuQuan", "{{ co_quan_chu_quan }}")
        + tag("{%p endif %}")
        + p("CoQuanBanHanh", "{{ ten_co_quan }}")
        + line(LEFT_BLOCK, 1500)
    )
    number = number_line(symbol) + (p("VeViec", subject) if subject else "")
    return _two_blocks(left, motto(RIGHT_BLOCK), (number, PLACE_AND_DAY))


def number_line(symbol: str) -> str:
    """Return the number, blank until the paper is signed, and its symbol (E7)."""
    return p("SoHieu", f"Số:        /{symbol}")


PLACE_AND_DAY: Final = p("DiaDanh", "{{ dia_danh }}, {{ ngay_ky }}")


def _two_blocks(left: str, right: str, *further: tuple[str, str]) -> str:
    """Return the blocks of the head; a row of its own keeps number and place level (E8)."""
    rows = "".join(
        row(cell(LEFT_BLOCK, one) + cell(RIGHT_BLOCK, other))
        for one, other in ((left, right), *further)
    )
    return table((LEFT_BLOCK, RIGHT_BLOCK), rows, ruled=False)


def title(name: str, abstract: str) -> str:
    """Return the name of a paper, its abstract and the line under it (E9, E10)."""
    return p("TenLoai", name) + p("TrichYeu", abstract) + line(TEXT_WIDTH, 2100)


def each(one: str, many: str, text: str, style: str = "NoiDung") -> str:
    """Return a loop over lines, each its own paragraph."""
    return tag(f"{{%p for {one} in {many} %}}") + p(style, text) + tag("{%p endfor %}")


def each_or_none(one: str, many: str, text: str) -> str:
    """Return the lines, or the one that says there is nothing (W10)."""
    return (
        tag(f"{{%p if {many} %}}")
        + each(one, many, text)
        + tag("{%p else %}")
        + p("NoiDung", "Không có.")
        + tag("{%p endif %}")
    )


END: Final = '{{ "." if loop.last else ";" }}'


_SECTION_END: Final = "</w:sectPr>"


_MIDDLE: Final = '<w:vAlign w:val="center"/>'


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table that is filled row by row: its width, title, tag and look."""

    width: int
    title: str
    content: str
    look: str = "BangTrai"


def rows_table(
    columns: Sequence[Column],
    one: str,
    many: str,
    last: Sequence[str] | None = None,
    *,
    least: int = 0,
) -> str:
    """Return a ruled table with a row for each of many; its head stands on every page (P9).

    Args:
        columns: what each row holds.
        one: how a row is called in its tags.
        many: the field that is repeated.
        last: a row of sums under them.
        least: how high a row is at least, in twips, where it is written in by hand.
    """
    height = f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>' if least else ""
    widths = [column.width for column in columns]
    head = "".join(
        cell(column.width, p("BangDau", column.title)).replace("</w:tcPr>", f"{_MIDDLE}</w:tcPr>")
        for column in columns
    )
    cells = "".join(cell(column.width, p(column.look, column.content)) for column in columns)
    rows = row(head, "<w:tblHeader/>") + steer_row(widths, f"{{%tr for {one} in {many} %}}")
    rows += row(cells, height) + steer_row(widths, "{%tr endfor %}")
    if last is not None:
        texts = zip(widths, last, strict=True)
        rows += row("".join(cell(width, p("BangDau", text)) for width, text in texts))
    return table(widths, rows, ruled=True)


TABLE_ROOM: Final = p("DieuKien", "", '<w:keepNext/><w:spacing w:line="120" w:lineRule="exact"/>')
"""The room above a table."""


def section_end(*, landscape: bool = False) -> str:
    """Return the paragraph that closes a section; what follows begins on a page 1 of its own."""
    properties = last_section(landscape=landscape)
    return f'<w:p><w:pPr><w:pStyle w:val="KeNgang"/>{properties}</w:pPr></w:p>'


def last_section(*, landscape: bool = False) -> str:
    """Return the section of what stands last; a paper that does not end with it is upright."""
    paper = (
        'w:w="16838" w:h="11906" w:orient="landscape"' if landscape else 'w:w="11906" w:h="16838"'
    )
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
        '<w:headerReference w:type="first" r:id="rId4"/>'
        f"<w:pgSz {paper}/>"
        '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" '
        'w:header="567" w:footer="567" w:gutter="0"/><w:pgNumType w:start="1"/>'
        f"<w:titlePg/>{_SECTION_END}"
    )


def _document(body: str) -> str:
    section = "" if body.endswith(_SECTION_END) else last_section()
    return (
        f'{_DECLARATION}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}{section}'
        "</w:body></w:document>"
    )


def _styles() -> str:
    written = "".join(_style(*row) for row in _STYLES)
    rule = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(rule.format(side=side) for side in sides)
    return (
        f'{_DECLARATION}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}'
        '<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" '
        'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:qFormat/><w:rPr>{_FONTS}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="BangKe"><w:name w:val="BB Bảng kẻ"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr></w:style>{written}</w:styles>"
    )


def _style(identity: str, name: str, paragraph: str, run: str) -> str:
    size, _, rest = run.partition(" ")
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{identity}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{_FONTS}{rest}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _core(title: str) -> str:
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{escape(title)}'
        "</dc:title><dc:creator>Sổ Kiểm Tra</dc:creator><dc:language>vi-VN</dc:language>"
        "</cp:coreProperties>"
    )


def _header(*, numbered: bool) -> str:
    runs = "".join(
        f"<w:r><w:rPr>{_FONTS}</w:rPr>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>2</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return (
        f'{_DECLARATION}<w:hdr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="SoTrang"/></w:pPr>'
        f"{runs if numbered else ''}</w:p></w:hdr>"
    )


_SETTINGS: Final = (
    f'{_DECLARATION}<w:settings xmlns:w="{_W}"><w:zoom w:percent="100"/>'
    '<w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/>'
    # Justified lines before a manual line break are not stretched.
    "<w:compat><w:doNotExpandShiftReturn/>"
    '<w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
    "</w:settings>"
)
_FONT_TABLE: Final = (
    f'{_DECLARATION}<w:fonts xmlns:w="{_W}"><w:font w:name="{_FONT}">'
    '<w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/>'
    '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS: Final = (
    ("/word/document.xml", f"{_WORD}.document.main+xml"),
    ("/word/styles.xml", f"{_WORD}.styles+xml"),
    ("/word/settings.xml", f"{_WORD}.settings+xml"),
    ("/word/fontTable.xml", f"{_WORD}.fontTable+xml"),
    ("/word/header1.xml", f"{_WORD}.header+xml"),
    ("/word/header2.xml", f"{_WORD}.header+xml"),
    ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
)


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in _PARTS
    )
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*rows: tuple[str, str]) -> str:
    written = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(rows, start=1)
    )
    return (
        f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'
    )


def write_template(target: Path, title: str, body: str) -> None:
    """Write a template; the same body gives the same bytes."""
    members = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{_R}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "word/document.xml": _document(body),
        "word/_rels/document.xml.rels": _relations(
            (f"{_R}/styles", "styles.xml"),
            (f"{_R}/settings", "settings.xml"),
            (f"{_R}/header", "header1.xml"),
            (f"{_R}/header", "header2.xml"),
            (f"{_R}/fontTable", "fontTable.xml"),
        ),
        "word/styles.xml": _styles(),
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _FONT_TABLE,
        "word/header1.xml": _header(numbered=True),
        "word/header2.xml": _header(numbered=False),
        "docProps/core.xml": _core(title),
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, 8)
