"""The photos of the inspection at xã Vị Xuyên."""

from __future__ import annotations

import math
from itertools import pairwise

from drawing.colours import INK, PAPER, RED, WOOD, YELLOW
from drawing.furniture import plant, seat
from drawing.papers import (
    application_sheet,
    blacked_out,
    handwriting,
    lay_sheet,
    official_sheet,
    print_lines,
)
from drawing.people import sitting
from drawing.picture import BLACK, WHITE, Area, Colour, Picture, Point, box, mix
from drawing.things import keyboard, monitor, pen, room, signboard, table_top

COMMUNE = "XÃ VỊ XUYÊN"
TEAL: Colour = (22, 110, 116)


def waiting_area() -> Picture:
    """The waiting area with the queue screen and the seat for elderly people."""
    p = Picture(2000, 1500)
    room(p, (260, 160, 1740, 880), (222, 232, 224), (190, 176, 158))
    signboard(p, (320, 230, 1000, 350), [("KHU VỰC CHỜ", 58)], (TEAL, WHITE))
    p.shade(box(1100, 240, 1690, 610), 24, 0.4)
    p.rect((1080, 220, 1680, 590), (30, 34, 42), 12)
    screen = Picture(900, 540, (14, 30, 52))
    screen.rect((0, 0, 900, 90), TEAL)
    screen.text((450, 46), "MỜI CÔNG DÂN", 50, WHITE, "bold", "mm")
    for row, (number, window) in enumerate(
        (("A 018", "Quầy 1"), ("B 007", "Quầy 2"), ("C 011", "Quầy 3"))
    ):
        y = 170 + row * 140
        screen.rect((30, y - 56, 870, y + 56), (24, 52, 86) if row else (36, 84, 120), 12)
        screen.text((70, y), number, 76, YELLOW if row == 0 else WHITE, "bold")
        screen.text((830, y), window, 58, WHITE, "bold", "rm")
    p.lay(screen, box(1100, 240, 1660, 570))
    p.shade(box(330, 420, 960, 780), 20, 0.3)
    p.rect((320, 410, 940, 770), (250, 250, 250), 4)
    _hills(p, (336, 426, 924, 754))
    for row, (top, size) in enumerate(((930, 0.82), (1170, 1.12))):
        for place in range(5):
            x = (270 if row == 0 else 60) + place * (300 if row == 0 else 372)
            special = row == 1 and place >= 3
            colour: Colour = (214, 116, 52) if special else (58, 112, 158)
            seat(p, (x, top), size, colour)
            if special:
                p.rect((x + 60, top + 24, x + 270, top + 122), (255, 244, 214), 10)
                p.text((x + 165, top + 54), "GHẾ ƯU TIÊN", 27, RED, "bold", "mm")
                p.text((x + 165, top + 92), "người cao tuổi", 26, BLACK, "bold", "mm")
            if (row, place) == (0, 1):
                sitting(p, (x + 135, top - 50), 100, (206, 110, 96))
            if (row, place) == (1, 1):
                sitting(p, (x + 185, top - 80), 135, (110, 92, 134), (70, 52, 46))
            if (row, place) == (1, 4):
                sitting(p, (x + 185, top - 80), 135, (132, 128, 112), (222, 220, 218))
    plant(p, (110, 1130), 190)
    return p


def _hills(picture: Picture, area: Area) -> None:
    left, top, right, bottom = area
    picture.gradient(box(*area), (160, 208, 236), (232, 240, 232))
    for row, colour in enumerate(((128, 170, 168), (92, 146, 126), (64, 122, 86))):
        base = top + (bottom - top) * (0.42 + row * 0.16)
        ridge: list[Point] = [
            (
                x,
                base
                - 44 * abs(math.sin(x / (92 + row * 40) + row))
                - 16 * math.sin(x / 37 + row * 2),
            )
            for x in range(round(left), round(right) + 1, 6)
        ]
        picture.gradient([*ridge, (right, bottom), (left, bottom)], colour, mix(colour, WHITE, 0.2))
    picture.rect(((left + right) / 2 - 7, top, (left + right) / 2 + 7, bottom), (250, 250, 250))


def tracking_book() -> Picture:
    """The tracking book with columns nobody filled; names are covered."""
    p = Picture(2000, 1500)
    table_top(p, (168, 122, 82))
    p.shade([(90, 260), (1930, 230), (1960, 1350), (60, 1380)], 50, 0.5)
    p.polygon([(70, 200), (1930, 180), (1965, 1325), (35, 1350)], (34, 62, 96))
    left = Picture(1000, 1200, PAPER)
    left.gradient(box(0, 0, 1000, 1200), (253, 252, 247), (238, 234, 222))
    left.text((500, 60), "SỔ THEO DÕI HỒ SƠ", 44, BLACK, "serif-bold", "mm")
    left.text((500, 112), "Trung tâm Phục vụ hành chính công xã", 30, BLACK, "serif", "mm")
    _book_table(
        left, ("TT", "Mã hồ sơ", "Người nộp", "Thủ tục"), (20, 100, 400, 660, 980), (0, 1, 2, 3)
    )
    right = Picture(1000, 1200, PAPER)
    right.gradient(box(0, 0, 1000, 1200), (238, 234, 222), (253, 252, 247))
    _book_table(
        right,
        ("Ngày nhận", "Hẹn trả", "Ngày trả", "Ký nhận"),
        (20, 270, 510, 750, 980),
        (4, 5, 6, 7),
    )
    p.lay(left, ((110, 220), (985, 250), (990, 1320), (80, 1310)))
    p.lay(right, ((1010, 250), (1890, 205), (1920, 1290), (1005, 1320)))
    p.glow([(930, 240), (1070, 240), (1070, 1330), (930, 1330)], (70, 56, 40), 40, 0.42)
    pen(p, (1240, 1180), (1720, 1010), (30, 40, 60))
    for x, y, wide in ((1545, 650, 150), (1640, 920, 190)):
        loop = [(x + wide * math.cos(step / 8), y + 86 * math.sin(step / 8)) for step in range(54)]
        p.line(loop, RED, 7)
    return p


def _book_table(
    page: Picture, heads: tuple[str, ...], edges: tuple[int, ...], columns: tuple[int, ...]
) -> None:
    for row in range(10):
        y = 170 + row * 100
        for place, (left, right) in enumerate(pairwise(edges)):
            page.rect((left, y, right, y + 101), (134, 142, 160))
            page.rect(
                (left + 2, y + 2, right - 1, y + 99),
                (232, 236, 240) if row == 0 else (251, 250, 244),
            )
            if row == 0:
                page.text(((left + right) / 2, y + 50), heads[place], 30, BLACK, "serif-bold", "mm")
            else:
                _book_cell(page, (left, y, right), columns[place], row)


def _book_cell(page: Picture, area: tuple[int, int, int], column: int, row: int) -> None:
    left, y, right = area
    if column == 0:
        page.text(((left + right) / 2, y + 50), f"{row + 40}", 32, INK, "serif", "mm")
    elif column == 2:
        blacked_out(page, (left + 24, y + 34, right - 40 - row * 13 % 50, y + 66))
    elif column in {1, 3, 4} or (column == 5 and row % 3 != 2) or (column >= 6 and row % 4 == 1):
        handwriting(page, (left + 26, y + 52), right - left - 62 - row * 17 % 40, row * 5 + column)


def dossier_without_slip() -> Picture:
    """A dossier whose sleeve for the receipt slip is empty."""
    p = Picture(1500, 2000)
    table_top(p, (158, 118, 86))
    cover = Picture(1000, 1350, (178, 74, 70))
    cover.gradient(box(0, 0, 1000, 1350), (196, 92, 84), (156, 58, 58))
    cover.text((500, 150), "HỒ SƠ", 84, YELLOW, "serif-bold", "mm")
    cover.text((500, 250), "GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH", 46, YELLOW, "serif-bold", "mm")
    cover.rect((90, 330, 910, 640), PAPER, 8)
    for row, words in enumerate(("Mã hồ sơ:", "Người nộp:", "Lĩnh vực:")):
        cover.text((130, 395 + row * 90), words, 40, BLACK, "serif")
        if row == 1:
            blacked_out(cover, (350, 455, 800, 510))
        else:
            handwriting(cover, (350, 398 + row * 90), 420, row + 3)
    cover.text((500, 760), "PHIẾU HẸN TRẢ KẾT QUẢ", 44, YELLOW, "serif-bold", "mm")
    cover.rect((120, 810, 880, 1260), (120, 40, 44), 14)
    cover.rect((128, 818, 872, 1252), (226, 196, 190), 10)
    cover.gradient(box(140, 830, 860, 1240), (214, 176, 170), (236, 214, 208))
    cover.text((500, 1035), "(trống)", 70, (176, 130, 126), "serif", "mm")
    lay_sheet(
        p,
        application_sheet(["TỜ KHAI", "Hưởng trợ cấp xã hội"], 6),
        ((520, 120), (1420, 200), (1340, 1500), (420, 1400)),
        16,
    )
    lay_sheet(p, cover, ((170, 300), (1180, 250), (1270, 1760), (110, 1830)), 26)
    p.glow([(250, 1080), (560, 1070), (420, 1680), (220, 1700)], WHITE, 40, 0.2)
    pen(p, (1290, 1010), (1400, 1520), (32, 82, 140))
    for side in (0, 1):
        x = 1310 + side * 46
        p.ring((x, 1690 + side * 20), 46, (150, 154, 162), 9)
    return p


def scanner() -> Picture:
    """The scanner at the counter, taking in a sheet."""
    p = Picture(2000, 1500)
    p.gradient(box(0, 0, 2000, 900), (206, 222, 220), (232, 236, 230))
    signboard(p, (250, 120, 1040, 260), [("QUẦY SỐ HÓA HỒ SƠ", 54)], (TEAL, WHITE))
    p.glow([(1200, 0), (2000, 0), (2000, 800), (1500, 800)], WHITE, 140, 0.6)
    p.gradient(box(0, 870, 2000, 1500), (204, 160, 114), (158, 112, 72))
    p.rect((0, 862, 2000, 878), (222, 182, 138))
    screen = Picture(800, 500, (244, 246, 248))
    screen.rect((0, 0, 800, 64), TEAL)
    screen.text((24, 33), "Số hóa thành phần hồ sơ", 30, WHITE, "bold")
    for row, (words, done) in enumerate(
        (("Tờ khai", True), ("Giấy chứng sinh", True), ("Căn cước", True), ("Giấy tờ khác", False))
    ):
        y = 130 + row * 86
        screen.rect((24, y - 34, 500, y + 34), WHITE, 8)
        screen.ellipse((60, y), (17, 17), (70, 160, 96) if done else (200, 204, 210))
        if done:
            screen.line([(51, y), (58, y + 8), (70, y - 8)], WHITE, 4)
        screen.text((96, y), words, 27, BLACK)
    screen.rect((540, 100, 770, 420), WHITE)
    print_lines(screen, (560, 130, 750, 400), 20, 2)
    monitor(p, screen, (1150, 380, 1850, 818))
    p.shade([(240, 1230), (1080, 1240), (1160, 1330), (220, 1330)], 40, 0.6)
    sheet = application_sheet(["TỜ KHAI", "Đăng ký khai sinh"], 1)
    lay_sheet(p, sheet, ((430, 480), (860, 480), (910, 860), (380, 860)), 8)
    p.gradient([(340, 760), (950, 760), (1030, 930), (270, 930)], (84, 90, 102), (58, 62, 72))
    p.gradient(
        [(270, 930), (1030, 930), (1050, 1230), (250, 1230)], (240, 242, 246), (204, 208, 216)
    )
    p.gradient([(300, 1060), (1000, 1060), (1010, 1110), (290, 1110)], (40, 44, 52), (66, 72, 84))
    p.polygon([(380, 1090), (910, 1090), (960, 1300), (330, 1300)], PAPER)
    print_lines(p, (420, 1130, 880, 1270), 26, 4)
    p.shade([(380, 1092), (910, 1092), (914, 1120), (376, 1120)], 12, 0.45)
    for place, colour in enumerate(((70, 170, 100), (60, 120, 190), (190, 196, 206))):
        p.ellipse((840 + place * 66, 1000), (20, 20), colour)
    p.text((310, 1000), "MÁY QUÉT 02", 34, (110, 118, 132), "bold")
    for sheet_number in range(6):
        lift = sheet_number * 9
        p.polygon(
            [(1310, 1300 - lift), (1700, 1280 - lift), (1780, 1390 - lift), (1340, 1420 - lift)],
            mix(PAPER, BLACK, 0.02 * (sheet_number % 3)),
        )
        p.line([(1340, 1420 - lift), (1780, 1390 - lift)], (196, 194, 188), 2)
    plant(p, (130, 1010), 150)
    return p


def feedback_box() -> Picture:
    """The box for citizens' feedback, with the code for the telephone beside it."""
    p = Picture(1500, 2000, (224, 228, 220))
    p.gradient(box(0, 0, 1500, 2000), (238, 240, 232), (204, 206, 194))
    p.glow([(0, 0), (800, 0), (500, 2000), (0, 2000)], WHITE, 200, 0.5)
    signboard(
        p, (230, 180, 1270, 400), [("PHẢN ÁNH, KIẾN NGHỊ", 64), ("VỀ THỦ TỤC HÀNH CHÍNH", 52)]
    )
    p.shade(box(440, 620, 1120, 1480), 50, 0.5)
    p.gradient([(430, 600), (960, 560), (960, 1400), (430, 1440)], (62, 122, 178), (38, 88, 138))
    p.gradient([(960, 560), (1090, 620), (1090, 1350), (960, 1400)], (44, 92, 142), (26, 62, 102))
    p.polygon([(430, 600), (960, 560), (1090, 620), (570, 668)], (104, 160, 208))
    p.polygon([(590, 612), (930, 588), (946, 600), (606, 625)], (18, 22, 30))
    front = Picture(640, 860, (50, 108, 160))
    front.gradient(box(0, 0, 640, 860), (62, 122, 178), (38, 88, 138))
    front.text((320, 170), "HÒM THƯ", 96, WHITE, "bold", "mm")
    front.text((320, 290), "GÓP Ý", 110, YELLOW, "bold", "mm")
    front.line([(120, 380), (520, 380)], (150, 190, 224), 4)
    front.text((320, 450), COMMUNE, 48, WHITE, "bold", "mm")
    front.text((320, 520), "Mở ngày thứ Sáu hằng tuần", 34, (210, 226, 240), "sans", "mm")
    front.ellipse((320, 690), (44, 44), (196, 176, 96))
    front.rect((310, 680, 330, 724), (60, 50, 30), 6)
    p.lay(front, ((440, 682), (950, 640), (950, 1385), (440, 1425)))
    sheet = Picture(420, 560, WHITE)
    sheet.text((210, 52), "ĐÁNH GIÁ HÀI LÒNG", 36, RED, "bold", "mm")
    _pattern(sheet, (70, 100), 280)
    sheet.text((210, 430), "Quét bằng điện thoại", 32, BLACK, "sans", "mm")
    for place, colour in enumerate(((78, 160, 92), (226, 178, 62), (206, 80, 70))):
        centre = (110 + place * 100, 500.0)
        sheet.ellipse(centre, (34, 34), colour)
        for eye in (-12, 12):
            sheet.ellipse((centre[0] + eye, 491), (4, 5), BLACK)
        bend = (10, 0, -10)[place]
        sheet.line(
            [(centre[0] - 15, 512), (centre[0], 512 + bend), (centre[0] + 15, 512)], BLACK, 4
        )
    lay_sheet(p, sheet, ((1140, 760), (1430, 745), (1430, 1150), (1140, 1150)), 12)
    p.gradient(box(0, 1640, 1500, 2000), (176, 150, 122), (140, 114, 88))
    p.rect((0, 1626, 1500, 1646), (120, 108, 94))
    p.gradient(box(300, 1450, 1220, 1500), (196, 146, 98), (160, 112, 70))
    p.shade(box(300, 1500, 1220, 1530), 16, 0.5)
    plant(p, (170, 1850), 220)
    for place in range(3):
        p.polygon(
            [
                (1120 + place * 12, 1432 - place * 6),
                (1196 + place * 4, 1424 - place * 6),
                (1206, 1446 - place * 6),
                (1126 + place * 10, 1450 - place * 6),
            ],
            mix(PAPER, BLACK, 0.04 * place),
        )
    return p


def _pattern(sheet: Picture, at: Point, size: float) -> None:
    """Squares in the manner of a printed code; they say nothing."""
    x, y = at
    cell = size / 21
    for row in range(21):
        for column in range(21):
            if (row * row * 3 + column * 7 + row * column * 5 + column * column) % 11 < 5:
                sheet.rect(
                    (
                        x + column * cell,
                        y + row * cell,
                        x + (column + 1) * cell,
                        y + (row + 1) * cell,
                    ),
                    BLACK,
                )
    for left, top in ((0, 0), (14, 0), (0, 14)):
        for inset, colour in ((0, BLACK), (1, WHITE), (2, BLACK)):
            sheet.rect(
                (
                    x + (left + inset) * cell,
                    y + (top + inset) * cell,
                    x + (left + 7 - inset) * cell,
                    y + (top + 7 - inset) * cell,
                ),
                colour,
            )


def overdue_screen() -> Picture:
    """A screen with the overdue dossiers by field."""
    p = Picture(2000, 1500)
    p.gradient(box(0, 0, 2000, 970), (218, 212, 200), (236, 232, 224))
    p.glow([(1300, 0), (2000, 0), (2000, 900), (1700, 900)], WHITE, 150, 0.6)
    p.gradient(box(0, 960, 2000, 1500), (162, 122, 92), (116, 84, 60))
    p.rect((0, 952, 2000, 966), (186, 146, 114))
    screen = Picture(1280, 740, (248, 249, 250))
    screen.rect((0, 0, 1280, 84), TEAL)
    screen.text((34, 43), "Hệ thống thông tin giải quyết thủ tục hành chính", 33, WHITE, "bold")
    screen.text(
        (34, 132), "Hồ sơ quá hạn theo lĩnh vực, từ 01/01 đến 31/10/2026", 31, BLACK, "bold"
    )
    fields = OVERDUE_BY_FIELD
    most = max(count for _, count in fields)
    for row, (words, count) in enumerate(fields):
        y = 218 + row * 96
        colour = (208, 84, 60) if count * 3 > most else (224, 168, 74)
        screen.text((400, y), words, 27, (60, 66, 78), "sans", "rm")
        screen.rect((424, y - 27, 1160, y + 27), (232, 235, 238), 8)
        screen.rect((424, y - 27, 424 + 736 * count / most, y + 27), colour, 8)
        screen.text((1184, y), str(count), 32, BLACK, "bold")
    screen.text(
        (34, 704),
        f"Tổng số: {sum(count for _, count in fields)} hồ sơ quá hạn",
        28,
        (120, 50, 40),
        "bold",
    )
    monitor(p, screen, (360, 160, 1600, 877))
    keyboard(p, (540, 1215), ((226, 228, 232), (248, 248, 250)))
    p.shade(box(1710, 1120, 1900, 1330), 20, 0.4)
    p.gradient(box(1720, 1060, 1860, 1300), (238, 238, 234), (206, 206, 200))
    p.ring((1872, 1180), 50, (226, 226, 222), 18)
    p.gradient(box(1720, 1060, 1860, 1300), (238, 238, 234), (206, 206, 200))
    p.ellipse((1790, 1060), (70, 20), (250, 250, 248))
    p.ellipse((1790, 1064), (58, 15), (98, 128, 74))
    stack = ((120, 1260), (400, 1240), (430, 1380), (100, 1410))
    for lift in range(5):
        p.polygon(
            [(x, y - lift * 16) for x, y in stack], mix((196, 158, 92), WHITE, lift % 2 * 0.4)
        )
    p.text((262, 1262), "QUÁ HẠN", 40, RED, "bold", "mm")
    return p


# The figures of the sample's answer to MC.5.4.
OVERDUE_BY_FIELD = (
    ("Đất đai, môi trường", 61),
    ("Bảo trợ xã hội", 28),
    ("Người có công", 14),
    ("Hộ tịch", 5),
    ("Hộ kinh doanh", 4),
)


def signature_tokens() -> Picture:
    """Personal signing tokens, still sealed in their bags in the drawer."""
    p = Picture(2000, 1500)
    table_top(p, (142, 104, 76))
    p.shade([(150, 190), (1890, 190), (1950, 1400), (90, 1400)], 60, 0.6)
    p.polygon([(120, 130), (1880, 130), (1945, 1370), (55, 1370)], mix(WOOD, BLACK, 0.3))
    p.gradient([(190, 190), (1810, 190), (1860, 1280), (140, 1280)], (72, 58, 48), (118, 96, 78))
    p.gradient(
        [(55, 1285), (1945, 1285), (1945, 1400), (55, 1400)],
        mix(WOOD, WHITE, 0.1),
        mix(WOOD, BLACK, 0.2),
    )
    p.rect((860, 1324, 1140, 1352), (196, 200, 208), 14)
    for place in range(4):
        _token(
            p,
            (250 + place * 390, 290 + (26, 0, 40, 12)[place]),
            ((58, 110, 168), (196, 74, 66), (58, 110, 168), (60, 140, 100))[place],
        )
    receipt = official_sheet(COMMUNE, ["BIÊN BẢN BÀN GIAO", "thiết bị chữ ký số cá nhân"], seed=7)
    lay_sheet(p, receipt, ((290, 780), (880, 820), (850, 1250), (220, 1215)), 14)
    p.shade(box(1120, 890, 1700, 1210), 20, 0.4)
    p.rect((1100, 870, 1680, 1190), (238, 222, 160), 6)
    p.text((1390, 940), "Chưa kích hoạt", 58, RED, "bold", "mm")
    for row in range(3):
        handwriting(p, (1160, 1020 + row * 58), 400 - row * 70, row + 2)
    p.glow([(190, 190), (800, 190), (400, 1280), (150, 1280)], (255, 244, 220), 80, 0.16)
    pen(p, (1260, 1245), (1640, 1225), (36, 84, 60))
    return p


def _token(picture: Picture, at: Point, colour: Colour) -> None:
    x, y = at
    picture.shade(box(x + 10, y + 14, x + 330, y + 440), 18, 0.5)
    picture.gradient(box(x, y, x + 320, y + 430), (212, 220, 228), (178, 188, 198))
    picture.rect((x, y, x + 320, y + 56), (240, 242, 246))
    picture.line([(x + 8, y + 40), (x + 312, y + 40)], (150, 160, 172), 5)
    picture.gradient(
        box(x + 105, y + 120, x + 215, y + 330), mix(colour, WHITE, 0.15), mix(colour, BLACK, 0.1)
    )
    picture.rect((x + 128, y + 330, x + 192, y + 392), (128, 136, 148), 4)
    picture.rect((x + 142, y + 346, x + 154, y + 362), (60, 66, 76))
    picture.rect((x + 166, y + 346, x + 178, y + 362), (90, 96, 108))
    picture.text((x + 160, y + 190), "CHỮ KÝ", 25, WHITE, "bold", "mm")
    picture.text((x + 160, y + 224), "SỐ", 30, WHITE, "bold", "mm")
    picture.ring((x + 160, y + 126), 20, (170, 176, 186), 6)
    picture.glow(
        [(x + 20, y + 60), (x + 130, y + 60), (x + 70, y + 420), (x + 20, y + 420)], WHITE, 16, 0.35
    )
