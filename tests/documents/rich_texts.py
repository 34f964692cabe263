"""What people wrote in the rich case file, word by word."""

from __future__ import annotations

from typing import Final

from app.domain.finding import CauseKind
from app.domain.inspection import Role, Side

PEOPLE: Final = (
    (Side.TEAM, Role.TEAM_LEADER, "Trần Kỳ Đức", "Phó Giám đốc Sở Nội vụ"),
    (Side.TEAM, Role.DEPUTY_LEADER, "Nguyễn Thị Hồng Phượng", "Phó Chánh Văn phòng UBND tỉnh"),
    (
        Side.TEAM,
        Role.SECRETARY,
        "Huỳnh Lê Ngọc Quỳnh",
        "Chuyên viên Phòng Cải cách hành chính, Sở Nội vụ",
    ),
    (
        Side.TEAM,
        Role.MEMBER,
        "Phạm Văn Khương",
        "Chuyên viên Phòng Kiểm soát thủ tục hành chính, Sở Tư pháp",
    ),
    (Side.TEAM, Role.MEMBER, "Lâm Thúy Vy", "Chuyên viên Sở Khoa học và Công nghệ"),
    (Side.UNIT, Role.UNIT_REPRESENTATIVE, "Võ Hoàng Nhật Trường", "Chủ tịch UBND xã"),
    (
        Side.UNIT,
        Role.ATTENDEE,
        "Nguyễn Thị Ánh Tuyết",
        "Phó Chủ tịch UBND xã, Giám đốc Trung tâm Phục vụ hành chính công",
    ),
    (Side.UNIT, Role.ATTENDEE, "Đặng Quốc Bảo", "Chánh Văn phòng HĐND và UBND xã"),
)
"""Side, role, name and office of those who take part."""

STRENGTHS: Final = (
    (
        "CCHC.1",
        (
            "UBND xã đã ban hành kế hoạch cải cách hành chính năm 2026 đúng thời hạn, bao quát đủ "
            "6 lĩnh vực, có phân công và thời hạn cụ thể."
        ),
    ),
    (
        "CCHC.1",
        "Người đứng đầu quan tâm chỉ đạo, đưa nội dung cải cách hành chính vào các kỳ giao ban.",
    ),
    (
        "CCHC.2",
        "Đã rà soát, công bố danh mục văn bản hết hiệu lực của 03 đơn vị trước sắp xếp.",
    ),
    (
        "CCHC.3",
        (
            "Thủ tục hành chính thuộc thẩm quyền được công khai tại nơi tiếp nhận và trên Cổng "
            "Dịch vụ công quốc gia."
        ),
    ),
    ("CCHC.4", "Tổ chức bộ máy các phòng, Trung tâm được kiện toàn đúng quy định."),
    ("CCHC.6", "Quy chế chi tiêu nội bộ được ban hành và công khai trong cơ quan."),
    ("CCHC.7", "Văn bản đi được ký số và phát hành điện tử đạt 98,6%."),
)
"""Area and text."""

SHORTCOMINGS: Final = (
    (
        "CCHC.1",
        "CCHC.1.3.2",
        "Mới tự kiểm tra 03/11 phòng, đơn vị, đạt 27,27% kế hoạch",
        "Kế hoạch số 32/KH-UBND ngày 20/01/2026 của UBND tỉnh",
        "Chưa phân công người theo dõi việc tự kiểm tra",
        CauseKind.SUBJECTIVE,
    ),
    (
        "CCHC.1",
        "CCHC.1.2.1",
        "Báo cáo cải cách hành chính quý II gửi chậm 06 ngày; 02 số liệu chưa khớp với hệ thống",
        "Thông tư số 06/2026/TT-BNV",
        "",
        None,
    ),
    (
        "CCHC.3",
        "CCHC.3.2.1",
        (
            "Còn 07 thủ tục hành chính đã hết hiệu lực vẫn được niêm yết tại Trung tâm Phục vụ "
            "hành chính công; 05/40 thủ tục chọn mẫu niêm yết thiếu mức phí, lệ phí"
        ),
        "Nghị định số 63/2010/NĐ-CP (sửa đổi, bổ sung bởi Nghị định số 92/2017/NĐ-CP)",
        "Việc cập nhật sau khi có quyết định công bố mới chưa được giao cho công chức cụ thể",
        CauseKind.SUBJECTIVE,
    ),
    (
        "CCHC.3",
        "CCHC.3.4.2",
        "Còn hồ sơ mẫu giải quyết quá hạn nhưng không có văn bản xin lỗi và đề nghị gia hạn",
        "Nghị định số 118/2025/NĐ-CP; Thông tư số 03/2025/TT-VPCP (Mẫu 04)",
        "Hồ sơ đất đai phải lấy ý kiến nhiều cơ quan, thời gian phối hợp kéo dài",
        CauseKind.OBJECTIVE,
    ),
    (
        "CCHC.3",
        "CCHC.3.4.4",
        (
            "Phiếu kiểm soát quá trình giải quyết hồ sơ ghi chưa đầy đủ giờ, ngày, người giao, "
            "người nhận"
        ),
        "Thông tư số 03/2025/TT-VPCP (Mẫu 06)",
        "",
        None,
    ),
    (
        "CCHC.5",
        "CCHC.5.4.2",
        "Tại thời điểm kiểm tra lúc 08 giờ 45 phút, có 02/34 công chức vắng mặt không có lý do",
        "Luật Cán bộ, công chức số 80/2025/QH15; quy chế làm việc của UBND xã",
        "Người phụ trách phòng chưa theo dõi, chấm công hằng ngày",
        CauseKind.SUBJECTIVE,
    ),
    (
        "CCHC.7",
        "CCHC.7.1.2",
        "Máy quét tại quầy số 2 hỏng từ tháng 9/2026, chưa có phương án dự phòng khi mất mạng",
        "Nghị định số 118/2025/NĐ-CP",
        "Kinh phí mua sắm trang thiết bị năm 2026 chưa được bố trí",
        CauseKind.OBJECTIVE,
    ),
)
"""Area, criterion, text, legal basis, cause and where the cause lies."""

ASKED: Final = (
    (
        "Hoàn thành tự kiểm tra ít nhất 50% số phòng, đơn vị thuộc xã trong năm 2026.",
        "Chánh Văn phòng HĐND và UBND xã",
    ),
    (
        "Thực hiện chế độ báo cáo đúng thời hạn; rà soát, thống nhất số liệu với hệ thống.",
        "Văn phòng HĐND và UBND xã",
    ),
    (
        (
            "Gỡ bỏ thủ tục hết hiệu lực, niêm yết bổ sung mức phí, lệ phí theo quyết định công bố "
            "của Chủ tịch UBND tỉnh."
        ),
        "Giám đốc Trung tâm Phục vụ hành chính công",
    ),
    (
        "Gửi văn bản xin lỗi đối với toàn bộ hồ sơ quá hạn; xác định trách nhiệm của từng cá nhân.",
        "Chủ tịch UBND xã",
    ),
)
"""What is asked for, and of whom."""

PROCEDURES: Final = (
    ("Đăng ký khai sinh", "Hộ tịch"),
    (
        (
            "Đăng ký đất đai, tài sản gắn liền với đất, cấp Giấy chứng nhận quyền sử dụng đất, "
            "quyền sở hữu tài sản gắn liền với đất lần đầu"
        ),
        "Đất đai",
    ),
    ("Chứng thực bản sao từ bản chính", "Chứng thực"),
    ("Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hằng tháng", "Bảo trợ xã hội"),
)
"""Procedure and field."""

CAPTIONS: Final = (
    "Bảng niêm yết thủ tục hành chính tại Trung tâm Phục vụ hành chính công xã",
    "Quầy tiếp nhận hồ sơ số 2, máy quét không hoạt động",
    "Sổ theo dõi hồ sơ tháng 9/2026 ghi chưa đầy đủ",
    "Phiếu kiểm soát quá trình giải quyết hồ sơ thiếu chữ ký người nhận",
    "Khu vực chờ của công dân",
)
