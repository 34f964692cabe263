"""The photos of the inspection at xã Cần Đước."""

from __future__ import annotations

from itertools import pairwise

from drawing.colours import HAIR, INK, PAPER, RED, YELLOW
from drawing.furniture import chair, clock, desk, laptop, plant, stool
from drawing.papers import (
    application_sheet,
    blacked_out,
    handwriting,
    lay_sheet,
    official_sheet,
    print_lines,
    stamp,
)
from drawing.people import person, person_behind
from drawing.picture import BLACK, WHITE, Colour, Picture, box, mix
from drawing.things import keyboard, monitor, pen, room, signboard, table_top

COMMUNE = "XÃ CẦN ĐƯỚC"
BLUE: Colour = (38, 92, 156)


def one_stop_counter() -> Picture:
    """The counter of the public administration service centre."""
    p = Picture(2000, 1500)
    room(p, (230, 170, 1770, 900), (216, 226, 232), (198, 190, 178))
    signboard(p, (420, 215, 1580, 395), [("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", 50), (COMMUNE, 40)])
    clock(p, (1680, 300), 58, 9, 20)
    windows = [("1", "HỘ TỊCH - CHỨNG THỰC"), ("2", "ĐẤT ĐAI - XÂY DỰNG"), ("3", "TRẢ KẾT QUẢ")]
    shirts: list[Colour] = [(238, 240, 245), (150, 190, 224), (240, 236, 226)]
    for place, ((number, words), shirt) in enumerate(zip(windows, shirts, strict=True)):
        x = 500 + place * 500
        p.line([(x - 120, 430), (x - 120, 395)], (120, 124, 130), 5)
        p.line([(x + 120, 430), (x + 120, 395)], (120, 124, 130), 5)
        p.shade(box(x - 190, 440, x + 200, 530), 14, 0.3)
        p.rect((x - 200, 430, x + 200, 520), BLUE, 10)
        p.ellipse((x - 152, 475), (34, 34), YELLOW)
        p.text((x - 152, 476), number, 46, BLUE, "bold", "mm")
        p.text((x + 36, 476), words, 22, WHITE, "bold", "mm")
        if place != 2:
            person(p, (x + 40, 640), 128, shirt, HAIR if place else (58, 40, 36))
    person(p, (1560, 645), 124, shirts[2], (70, 66, 66))
    p.shade(box(200, 1090, 1830, 1180), 50, 0.5)
    p.gradient(box(240, 850, 1760, 1130), (232, 226, 214), (196, 184, 164))
    for x in range(3):
        left = 270 + x * 500
        p.gradient(box(left, 890, left + 460, 1100), (206, 156, 106), (168, 116, 72))
        p.line([(left, 890), (left + 460, 890)], (226, 184, 140), 4)
    p.gradient([(215, 800), (1785, 800), (1800, 850), (200, 850)], (250, 248, 244), (222, 216, 206))
    p.rect((200, 850, 1800, 868), (150, 140, 124))
    p.shade(box(200, 866, 1800, 886), 12, 0.4)
    for x in (340, 850, 1360):
        p.shade(box(x - 70, 806, x + 120, 826), 14, 0.35)
        p.polygon([(x - 90, 610), (x + 60, 620), (x + 60, 760), (x - 90, 772)], (40, 44, 52))
        p.polygon([(x - 80, 622), (x + 50, 630), (x + 50, 750), (x - 80, 760)], (70, 76, 88))
        p.polygon([(x - 30, 766), (x, 764), (x, 806), (x - 30, 808)], (60, 64, 72))
        p.ellipse((x - 14, 812), (54, 10), (52, 56, 64))
    for x in (640, 1150, 1650):
        p.polygon([(x - 70, 822), (x + 30, 818), (x + 50, 838), (x - 60, 842)], PAPER)
        p.polygon([(x - 40, 816), (x + 60, 814), (x + 84, 830), (x - 28, 834)], (244, 246, 250))
    p.rect((1000, 752, 1120, 822), RED, 8)
    p.text((1060, 787), "MỜI", 34, WHITE, "bold", "mm")
    for x, y, size, shirt, hair in (
        (640, 850, 165, (96, 128, 92), HAIR),
        (1390, 855, 160, (186, 98, 88), (172, 170, 168)),
    ):
        person_behind(p, (x, y), size, shirt, hair)
        stool(p, (x, y + size * 2.2), size)
    plant(p, (140, 1240), 190)
    plant(p, (1870, 1230), 190)
    return p


def notice_board() -> Picture:
    """The board with the posted procedures."""
    p = Picture(2000, 1500, (228, 222, 206))
    p.gradient(box(0, 0, 2000, 1500), (240, 236, 222), (206, 198, 180))
    p.glow([(0, 0), (1100, 0), (600, 1500), (0, 1500)], WHITE, 180, 0.5)
    p.shade([(190, 150), (1900, 240), (1900, 1330), (190, 1440)], 40, 0.4)
    p.polygon([(150, 110), (1870, 210), (1870, 1290), (150, 1400)], (142, 148, 156))
    p.polygon([(150, 110), (1870, 210), (1858, 226), (170, 132)], (196, 202, 208))
    board = Picture(1700, 1150, (34, 92, 120))
    board.gradient(box(0, 0, 1700, 1150), (44, 108, 138), (28, 80, 106))
    board.rect((0, 0, 1700, 120), RED)
    board.text((850, 62), "NIÊM YẾT CÔNG KHAI THỦ TỤC HÀNH CHÍNH", 58, YELLOW, "bold", "mm")
    titles = [
        ["QUYẾT ĐỊNH", "Công bố thủ tục hành chính", "lĩnh vực hộ tịch"],
        ["QUYẾT ĐỊNH", "Công bố thủ tục hành chính", "lĩnh vực đất đai"],
        ["DANH MỤC", "412 thủ tục hành chính", "thuộc thẩm quyền cấp xã"],
        ["PHÍ, LỆ PHÍ", "Mức thu tại Trung tâm", ""],
        ["NỘI QUY", "Tiếp công dân", ""],
        ["ĐƯỜNG DÂY NÓNG", "Tiếp nhận phản ánh, kiến nghị", ""],
    ]
    for place, title in enumerate(titles):
        x, y = 70 + place % 4 * 405, 165 if place < 4 else 670
        tilt = (-7, 5, -3, 8, 4, -6)[place]
        quad = (
            (x, y + tilt),
            (x + 340, y - tilt),
            (x + 342, y + 468 - tilt),
            (x + 2, y + 468 + tilt),
        )
        lay_sheet(
            board, official_sheet(COMMUNE, [words for words in title if words], seed=place), quad, 9
        )
        for corner in (quad[0], quad[1]):
            board.ellipse(
                (corner[0] + (14 if corner == quad[0] else -14), corner[1] + 14),
                (9, 9),
                (232, 70, 60),
            )
    _flow_chart(board)
    p.lay(board, ((178, 142), (1846, 238), (1846, 1266), (178, 1370)))
    p.glow([(700, 100), (1000, 120), (600, 1420), (300, 1420)], WHITE, 70, 0.13)
    return p


def _flow_chart(board: Picture) -> None:
    board.shade(box(890, 680, 1640, 1120), 12, 0.4)
    board.rect((880, 665, 1630, 1105), (250, 250, 246), 6)
    board.text((1255, 712), "QUY TRÌNH TIẾP NHẬN VÀ TRẢ KẾT QUẢ", 32, RED, "bold", "mm")
    steps = ["Nộp hồ sơ", "Kiểm tra", "Giải quyết", "Trả kết quả"]
    for place, words in enumerate(steps):
        x = 915 + place * 180
        board.rect((x, 780, x + 150, 880), mix(BLUE, WHITE, 0.12 + 0.1 * place), 14)
        board.text((x + 75, 830), words, 24, WHITE, "bold", "mm")
        if place:
            board.polygon([(x - 26, 815), (x - 4, 830), (x - 26, 845)], (220, 120, 50))
    print_lines(board, (920, 930, 1590, 1070), 26, 3)


def extra_papers() -> Picture:
    """A dossier with a paper nobody may ask for; names are covered."""
    p = Picture(2000, 1500)
    table_top(p)
    folder = Picture(1100, 800, (226, 186, 96))
    folder.gradient(box(0, 0, 1100, 800), (238, 204, 122), (214, 170, 82))
    folder.line([(550, 0), (550, 800)], (186, 144, 66), 6)
    lay_sheet(p, folder, ((120, 260), (1690, 150), (1830, 1290), (40, 1400)), 22)
    form = application_sheet(["TỜ KHAI", "Cấp Giấy xác nhận", "tình trạng hôn nhân"], 2)
    for row, width in enumerate((330, 420, 260, 380)):
        y = 400 + row * 56
        form.rect((80, y - 24, 780, y + 26), PAPER)
        form.text(
            (90, y),
            ("Họ và tên:", "Nơi cư trú:", "Số định danh:", "Ngày sinh:")[row],
            24,
            BLACK,
            "serif",
        )
        blacked_out(form, (270, y - 16, 270 + width, y + 14))
    lay_sheet(p, form, ((210, 330), (790, 285), (835, 1150), (195, 1215)))
    lay_sheet(p, _household_book(), ((930, 330), (1640, 360), (1620, 1010), (890, 960)), 18)
    p.polygon([(1440, 270), (1760, 232), (1786, 440), (1466, 478)], (255, 226, 92))
    p.glow([(1440, 420), (1786, 400), (1790, 450), (1466, 484)], (150, 110, 20), 16, 0.3)
    p.text((1610, 318), "THỪA", 56, RED, "bold", "mm")
    p.text((1618, 390), "không có trong quy định", 25, (120, 40, 40), "bold", "mm")
    pen(p, (1180, 1330), (1640, 1180), BLUE)
    p.shade(box(1836, 540, 1990, 700), 20, 0.4)
    p.ellipse((1900, 600), (120, 120), (240, 240, 238))
    p.ellipse((1900, 600), (96, 96), (110, 62, 34))
    p.ellipse((1888, 588), (84, 80), (128, 74, 42))
    return p


def _household_book() -> Picture:
    book = Picture(1000, 880, (232, 226, 210))
    book.gradient(box(0, 0, 500, 880), (238, 232, 216), (226, 218, 200))
    book.gradient(box(500, 0, 1000, 880), (222, 214, 196), (238, 232, 216))
    book.line([(500, 0), (500, 880)], (180, 172, 154), 5)
    book.text((250, 120), "SỔ HỘ KHẨU", 56, (150, 30, 36), "serif-bold", "mm")
    book.text((250, 180), "(bản sao)", 34, BLACK, "serif", "mm")
    for row in range(4):
        y = 300 + row * 84
        book.text(
            (50, y), ("Chủ hộ:", "Số:", "Nơi thường trú:", "Quan hệ:")[row], 30, BLACK, "serif"
        )
        blacked_out(book, (240, y - 20, 400 + row % 2 * 60, y + 18))
    stamp(book, (330, 720), 84)
    for row in range(6):
        y = 120 + row * 112
        book.text((545, y), str(row + 1), 30, BLACK, "serif")
        book.line([(540, y + 46), (960, y + 46)], (170, 162, 146), 2)
        blacked_out(book, (590, y - 16, 820, y + 16)) if row < 4 else None
    return book


def control_slip() -> Picture:
    """The slip on an overdue land dossier, held upright."""
    p = Picture(1500, 2000)
    table_top(p, (150, 110, 78))
    back = Picture(800, 1000, (86, 138, 172))
    back.gradient(box(0, 0, 800, 1000), (104, 158, 192), (70, 118, 152))
    lay_sheet(p, back, ((140, 170), (1400, 120), (1440, 1850), (90, 1900)), 26)
    lay_sheet(
        p,
        application_sheet(["ĐƠN ĐỀ NGHỊ", "gia hạn sử dụng đất"], 4),
        ((230, 260), (1290, 210), (1330, 1680), (200, 1740)),
    )
    slip = Picture(1000, 1300, PAPER)
    slip.text((500, 70), "PHIẾU KIỂM SOÁT QUÁ TRÌNH", 42, BLACK, "serif-bold", "mm")
    slip.text((500, 124), "GIẢI QUYẾT HỒ SƠ", 42, BLACK, "serif-bold", "mm")
    slip.text((70, 210), "Mã hồ sơ: H53.80.15-260722-0266", 34, BLACK, "serif")
    slip.text((70, 268), "Người nộp:", 34, BLACK, "serif")
    blacked_out(slip, (250, 246, 620, 288))
    columns, top = (60, 420, 690, 940), 330
    for row in range(6):
        y = top + row * 128
        for left, right in pairwise(columns):
            slip.rect((left, y, right, y + 128), (90, 90, 96))
            slip.rect((left + 2, y + 2, right - 2, y + 126), (236, 236, 230) if row == 0 else PAPER)
    for place, words in enumerate(("BÊN GIAO", "BÊN NHẬN", "NGÀY, GIỜ")):
        slip.text(
            ((columns[place] + columns[place + 1]) / 2, top + 64),
            words,
            30,
            BLACK,
            "serif-bold",
            "mm",
        )
    for row in range(1, 3):
        for place in range(3):
            handwriting(
                slip,
                (columns[place] + 30, top + row * 128 + 64),
                columns[place + 1] - columns[place] - 70,
                row * 3 + place,
            )
    for row in range(3, 6):
        slip.text((555, top + row * 128 + 64), "(để trống)", 28, (176, 176, 180), "serif", "mm")
    slip.text((70, 1170), "Hạn trả kết quả: 31/7/2026", 36, RED, "serif-bold")
    slip.text((70, 1230), "Thực tế trả: 04/8/2026", 36, RED, "serif-bold")
    lay_sheet(p, slip, ((330, 520), (1250, 560), (1200, 1770), (270, 1720)), 20)
    p.shade(box(690, 150, 900, 270), 14, 0.4)
    p.rect((670, 118, 880, 232), (52, 56, 64), 18)
    p.rect((700, 96, 850, 150), (150, 156, 166), 14)
    p.rect((716, 110, 834, 136), (196, 200, 208), 10)
    p.ellipse((775, 186), (16, 16), (120, 126, 136))
    pen(p, (1330, 1120), (1440, 1640), RED)
    return p


def ticket_machine() -> Picture:
    """The ticket machine that stands still."""
    p = Picture(1500, 2000)
    room(p, (120, 190, 1380, 1480), (222, 228, 220), (186, 180, 170))
    signboard(p, (180, 270, 620, 390), [("LẤY SỐ TỰ ĐỘNG", 42)], (BLUE, WHITE))
    p.shade([(420, 1690), (1240, 1690), (1330, 1780), (470, 1790)], 50, 0.5)
    p.gradient(
        [(470, 620), (1060, 600), (1060, 1720), (470, 1760)], (238, 240, 244), (204, 208, 216)
    )
    p.gradient(
        [(1060, 600), (1150, 640), (1150, 1670), (1060, 1720)], (176, 182, 192), (146, 152, 164)
    )
    p.gradient(
        [(430, 1730), (1080, 1690), (1180, 1650), (1180, 1700), (1080, 1760), (430, 1800)],
        (70, 76, 88),
        (52, 56, 66),
    )
    p.polygon([(520, 690), (1010, 674), (1010, 1090), (520, 1104)], (30, 33, 40))
    screen = Picture(800, 660, (18, 22, 30))
    screen.text((400, 250), "!", 230, (230, 180, 60), "bold", "mm")
    screen.text((400, 470), "Không có kết nối", 54, (190, 196, 206), "sans", "mm")
    screen.text((400, 540), "Mã lỗi E-07", 40, (130, 136, 148), "sans", "mm")
    p.lay(screen, ((542, 714), (988, 699), (988, 1068), (542, 1081)))
    p.glow([(560, 712), (740, 704), (600, 1080), (545, 1080)], WHITE, 24, 0.13)
    p.polygon([(640, 1180), (900, 1172), (900, 1216), (640, 1224)], (40, 44, 52))
    p.rect((520, 1290, 1010, 1310), (150, 156, 166))
    p.text((765, 1370), "SỐ THỨ TỰ", 54, (96, 104, 118), "bold", "mm")
    notice = Picture(700, 480, (255, 250, 236))
    notice.text((350, 110), "MÁY HỎNG", 96, RED, "bold", "mm")
    notice.text((350, 220), "Mời ông (bà) đến thẳng", 46, BLACK, "serif", "mm")
    notice.text((350, 285), "quầy hướng dẫn", 46, BLACK, "serif", "mm")
    notice.text((350, 400), "Từ ngày 12/10/2026", 40, (90, 90, 96), "serif", "mm")
    lay_sheet(p, notice, ((560, 830), (980, 800), (996, 1090), (578, 1124)), 10)
    for x, y in ((548, 826), (940, 796)):
        p.polygon([(x, y), (x + 64, y - 14), (x + 70, y + 18), (x + 6, y + 32)], (226, 214, 160))
    p.line([(1150, 1560), (1240, 1600), (1280, 1700), (1230, 1760), (1320, 1790)], (40, 42, 48), 12)
    p.rect((1310, 1772, 1370, 1812), (50, 54, 62), 8)
    plant(p, (270, 1680), 200)
    return p


def office_at_a_quarter_to_nine() -> Picture:
    """An office in working hours; one desk is empty."""
    p = Picture(2000, 1500)
    room(p, (250, 150, 1750, 890), (232, 224, 206), (176, 150, 122))
    p.shade(box(400, 260, 820, 640), 30, 0.2)
    p.rect((380, 230, 820, 640), (250, 250, 250), 6)
    for left in (400, 610):
        p.gradient(box(left, 250, left + 190, 620), (150, 206, 240), (222, 240, 236))
        p.ellipse((left + 95, 596), (86, 46), (120, 170, 112))
        p.ellipse((left + 40, 606), (36, 34), (98, 152, 98))
        p.rect((left, 620, left + 190, 644), (250, 250, 250))
    p.rect((370, 640, 830, 664), (226, 226, 224))
    p.glow([(400, 660), (820, 660), (1300, 1500), (500, 1500)], (255, 246, 214), 90, 0.4)
    clock(p, (1050, 330), 120, 8, 45)
    p.shade(box(1330, 330, 1690, 880), 30, 0.3)
    p.gradient(box(1320, 320, 1670, 880), (150, 158, 166), (116, 124, 134))
    for row in range(3):
        p.rect((1340, 346 + row * 180, 1650, 500 + row * 180), (60, 66, 76))
        for place in range(9):
            colour = ((58, 110, 168), (196, 74, 66), (224, 176, 82), (86, 140, 96))[
                (place * 3 + row) % 4
            ]
            p.gradient(
                box(
                    1350 + place * 33,
                    366 + row * 180 + place % 3 * 8,
                    1378 + place * 33,
                    500 + row * 180,
                ),
                colour,
                mix(colour, BLACK, 0.25),
            )
            p.rect((1357 + place * 33, 400 + row * 180, 1371 + place * 33, 440 + row * 180), PAPER)
    person(p, (560, 700), 118, (150, 186, 216), (56, 46, 44))
    desk(p, (330, 850, 860, 1060), 0.7)
    laptop(p, (590, 850), 0.8)
    chair(p, (1300, 720), 1.25)
    desk(p, (900, 980, 1790, 1340), 1.1)
    laptop(p, (1180, 985), 1.25, on=False)
    p.rect((1480, 925, 1560, 990), (236, 236, 232), 10)
    p.polygon([(1580, 972), (1700, 968), (1730, 1000), (1590, 1006)], PAPER)
    p.polygon([(1590, 962), (1706, 958), (1736, 990), (1600, 996)], (246, 246, 250))
    p.polygon([(930, 960), (1040, 952), (1040, 992), (930, 1000)], (58, 110, 168))
    p.text((985, 978), "CÔNG CHỨC", 16, WHITE, "bold", "mm")
    plant(p, (170, 1190), 180)
    return p


def outgoing_documents() -> Picture:
    """A screen with the outgoing documents that carry no digital signature."""
    p = Picture(2000, 1500)
    p.gradient(box(0, 0, 2000, 960), (206, 214, 222), (232, 234, 234))
    p.glow([(0, 0), (700, 0), (300, 900), (0, 900)], WHITE, 150, 0.6)
    p.gradient(box(0, 950, 2000, 1500), (206, 160, 112), (164, 116, 74))
    p.rect((0, 942, 2000, 956), (224, 184, 140))
    screen = Picture(1280, 740, (246, 248, 250))
    screen.rect((0, 0, 1280, 84), (24, 78, 130))
    screen.text((34, 43), "Quản lý văn bản và điều hành", 34, WHITE, "bold")
    screen.ellipse((1226, 42), (24, 24), (130, 176, 214))
    screen.text((34, 128), "Văn bản đi năm 2026 chưa ký số khi phát hành", 32, BLACK, "bold")
    screen.text((34, 172), "Tổng số 3.140 văn bản; chưa ký số 156", 27, (96, 102, 114))
    values = (9, 22, 14, 12, 11, 13, 24, 18, 17, 16)
    for month, value in enumerate(values):
        x = 90 + month * 116
        colour = (214, 92, 62) if value >= 18 else (70, 136, 196)
        screen.gradient(box(x, 640 - value * 17, x + 74, 640), mix(colour, WHITE, 0.22), colour)
        screen.text((x + 37, 616 - value * 17), str(value), 26, BLACK, "bold", "mm")
        screen.text((x + 37, 676), f"T{month + 1}", 26, (80, 86, 98), "sans", "mm")
    screen.line([(64, 641), (1230, 641)], (120, 126, 138), 2)
    monitor(p, screen, (380, 150, 1620, 867))
    keyboard(p, (565, 1200), ((64, 68, 78), (92, 98, 110)))
    p.shade(box(1600, 1290, 1730, 1400), 16, 0.5)
    p.ellipse((1650, 1310), (56, 78), (58, 62, 72))
    p.line([(1650, 1240), (1650, 1300)], (110, 116, 128), 5)
    p.shade(box(210, 1250, 380, 1330), 14, 0.4)
    p.rect((200, 1230, 330, 1290), INK, 12)
    p.rect((330, 1243, 386, 1277), (190, 196, 206), 4)
    p.text((264, 1261), "CHỮ KÝ SỐ", 19, WHITE, "bold", "mm")
    return p
