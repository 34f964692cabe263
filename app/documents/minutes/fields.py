"""The fields of the template of minutes, as they are called in it.

The names are Vietnamese because the people who edit the template in Word see them
there, and so is what each prints; the values are plain text, numbers, lists and
dictionaries, so a template can do nothing with them but print them.
"""

from __future__ import annotations

from typing import Annotated, TypedDict


class Delegation(TypedDict):
    """Another delegation of the same visit, with its decision, people and copies."""

    chu_cai: Annotated[str, "chữ cái đánh thứ tự, từ b; a là Đoàn kiểm tra của kế hoạch"]
    ten: Annotated[str, "tên đoàn cùng kiểm tra"]
    so_quyet_dinh: Annotated[str, "số, ký hiệu quyết định thành lập đoàn"]
    ngay_quyet_dinh: Annotated[str, "ngày ban hành quyết định"]
    co_quan_quyet_dinh: Annotated[str, "cơ quan, người có thẩm quyền ban hành quyết định"]
    nguoi: Annotated[list[str], "người của đoàn, mỗi người một dòng"]
    so_ban: Annotated[str, "số bản đoàn giữ, hai chữ số"]


class ChecklistAreas(TypedDict):
    """A checklist with its areas, where a visit has more than one."""

    ten: Annotated[str, "tên bộ tiêu chí, phiếu kiểm tra"]
    cac_linh_vuc: Annotated[str, "tên các lĩnh vực, cách nhau bằng dấu chấm phẩy"]


class RollCallRow(TypedDict):
    """One count of the staff at one minute."""

    stt: Annotated[int, "số thứ tự"]
    thoi_diem: Annotated[str, "giờ, phút điểm danh; kèm ngày khi không phải ngày bắt đầu"]
    phong: Annotated[str, "phòng, đơn vị được điểm danh"]
    bien_che: Annotated[str, "số người phải có mặt"]
    co_mat: Annotated[str, "số người có mặt"]
    vang_co_ly_do: Annotated[str, "số người vắng có lý do"]
    vang_khong_ly_do: Annotated[str, "số người vắng không có lý do"]


class Point(TypedDict):
    """A strength or a shortcoming, with what it rests on."""

    noi_dung: Annotated[str, "câu chữ của ưu điểm, tồn tại"]
    dan_chung: Annotated[str, "căn cứ và minh chứng; trống khi không có"]


class Cause(TypedDict):
    """A cause or a difficulty, by its sort."""

    loai: Annotated[str, "chủ quan, khách quan, nguyên nhân hoặc khó khăn, vướng mắc"]
    noi_dung: Annotated[str, "câu chữ của nguyên nhân"]


class AreaResult(TypedDict):
    """One numbered item of part III."""

    so: Annotated[int, "số mục"]
    ten: Annotated[str, "tên lĩnh vực"]
    bo_tieu_chi: Annotated[
        str, "tên bộ tiêu chí, ở lĩnh vực đầu tiên của bộ khi có nhiều bộ; nếu không thì trống"
    ]
    uu_diem: Annotated[list[Point], "các ưu điểm"]
    ton_tai: Annotated[list[Point], "các tồn tại, hạn chế"]
    nguyen_nhan: Annotated[list[Cause], "các nguyên nhân"]


class RecommendationRow(TypedDict):
    """One row of the table of recommendations."""

    stt: Annotated[int, "số thứ tự"]
    ton_tai: Annotated[str, "nội dung tồn tại"]
    yeu_cau: Annotated[str, "yêu cầu khắc phục"]
    nguoi: Annotated[str, "người chịu trách nhiệm"]
    thoi_han: Annotated[str, "thời hạn, hoặc lý do không ấn định"]
    bao_cao: Annotated[str, "hình thức báo cáo; kèm nơi nhận khi khác nơi nhận chung"]


class RemediationRow(TypedDict):
    """One row of the table of earlier recommendations."""

    stt: Annotated[int, "số thứ tự"]
    kien_nghi: Annotated[str, "nội dung kiến nghị của lần kiểm tra trước"]
    thoi_han: Annotated[str, "thời hạn đã ấn định; trống khi không có"]
    ket_qua: Annotated[str, "đã thực hiện, thực hiện một phần hoặc chưa thực hiện"]
    ghi_chu: Annotated[str, "ghi nhận tại chỗ, kèm số ảnh; có thể trống"]


class Signature(TypedDict):
    """One place to sign."""

    chuc_danh: Annotated[str, "quyền hạn, chức danh người ký, chữ in hoa"]
    ghi_chu: Annotated[str, "chỉ dẫn ký, trong ngoặc đơn"]
    ho_ten: Annotated[str, "họ và tên; trống khi chưa biết"]
    chuc_vu: Annotated[str, "chức vụ của người ký"]


class SignatureRow(TypedDict):
    """Two places to sign, side by side."""

    trai: Annotated[Signature, "chữ ký bên trái, ở dòng đầu là đơn vị hoặc người chứng kiến"]
    phai: Annotated[Signature, "chữ ký bên phải, ở dòng đầu là Trưởng đoàn"]


class MinutesContent(TypedDict):
    """The fields of the template of minutes; each is used by the built-in one."""

    kieu_dau: Annotated[
        int, "kiểu phần đầu: 1 của Đoàn kiểm tra, 2 có số và ký hiệu, 3 biên bản làm việc"
    ]
    loai_kiem_tra: Annotated[
        str, "cải cách hành chính, một cửa, kiểm soát thủ tục hành chính hoặc công vụ"
    ]
    hinh_thuc: Annotated[str, "trực tiếp, qua báo cáo, đột xuất, phúc tra hoặc tự kiểm tra"]
    co_quan_ban_hanh: Annotated[str, "cơ quan ban hành quyết định, chữ in hoa"]
    so_quyet_dinh: Annotated[str, "số, ký hiệu quyết định thành lập Đoàn kiểm tra"]
    ngay_quyet_dinh: Annotated[str, "ngày ban hành quyết định"]
    co_quan_quyet_dinh: Annotated[str, "cơ quan, người có thẩm quyền ban hành quyết định"]
    so_ke_hoach: Annotated[str, "số, ký hiệu kế hoạch kiểm tra; trống khi không có"]
    ngay_ke_hoach: Annotated[str, "ngày ban hành kế hoạch"]
    co_quan_ke_hoach: Annotated[str, "cơ quan ban hành kế hoạch"]
    cac_doan: Annotated[list[Delegation], "các đoàn cùng kiểm tra; trống khi chỉ có một đoàn"]
    noi_dung: Annotated[str, "nội dung kiểm tra, ví dụ: công tác cải cách hành chính năm 2026"]
    don_vi: Annotated[str, "đơn vị được kiểm tra"]
    don_vi_day_du: Annotated[str, "đơn vị được kiểm tra, kèm tên tỉnh, thành phố"]
    dia_danh: Annotated[str, "địa danh ghi trước ngày, tháng, năm"]
    ngay_lap: Annotated[str, "ngày, tháng, năm lập biên bản"]
    thay_the: Annotated[str, "phiên bản, mã của biên bản đã ký mà biên bản này thay thế"]
    gio_bat_dau: Annotated[str, "giờ, phút bắt đầu"]
    ngay_bat_dau: Annotated[str, "ngày bắt đầu"]
    gio_cong_bo: Annotated[str, "giờ, phút công bố quyết định; trống khi không ghi nhận"]
    ngay_cong_bo: Annotated[str, "ngày công bố quyết định"]
    dia_diem: Annotated[str, "nơi làm việc"]
    doan_kiem_tra: Annotated[list[str], "người của Đoàn kiểm tra, mỗi người một dòng"]
    nguoi_don_vi: Annotated[list[str], "người của đơn vị được kiểm tra, mỗi người một dòng"]
    nguoi_lien_quan: Annotated[list[str], "người có liên quan, người chứng kiến; có thể trống"]
    cac_linh_vuc: Annotated[str, "tên các lĩnh vực, cách nhau bằng dấu chấm phẩy"]
    cac_bo_tieu_chi: Annotated[
        list[ChecklistAreas], "các bộ tiêu chí kèm lĩnh vực khi có nhiều bộ; nếu không thì trống"
    ]
    ky_tu: Annotated[str, "ngày đầu của thời kỳ kiểm tra"]
    ky_den: Annotated[str, "ngày cuối của thời kỳ kiểm tra"]
    noi_kiem_tra: Annotated[str, "những nơi đã kiểm tra thực tế; có thể trống"]
    so_ho_so: Annotated[str, "số hồ sơ mẫu; trống khi không kiểm tra hồ sơ"]
    thoi_gio: Annotated[list[str], "các câu về thời giờ làm việc; trống khi không kiểm tra"]
    diem_danh: Annotated[list[RollCallRow], "bảng điểm danh; trống khi chỉ có một lần điểm danh"]
    vang_mat: Annotated[str, "câu về người vắng mặt, đi muộn, về sớm; trống khi không ghi nhận"]
    linh_vuc: Annotated[list[AreaResult], "danh sách lĩnh vực cùng kết quả"]
    muc_ho_so: Annotated[int, "số mục về hồ sơ mẫu"]
    ho_so_mau: Annotated[list[str], "các câu về kết quả kiểm tra hồ sơ mẫu"]
    muc_cham_diem: Annotated[int, "số mục về kết quả chấm điểm"]
    cham_diem: Annotated[list[str], "các câu về kết quả chấm điểm, mỗi bộ tiêu chí một câu"]
    muc_khac_phuc: Annotated[int, "số mục về kiến nghị của các lần kiểm tra trước"]
    khac_phuc_chung: Annotated[
        str, "câu tổng hợp việc thực hiện kiến nghị kỳ trước; trống khi không có kiến nghị nào"
    ]
    khac_phuc: Annotated[list[RemediationRow], "bảng kiến nghị kỳ trước; trống khi không có"]
    nhan_xet: Annotated[list[str], "các đoạn nhận xét chung"]
    kien_nghi: Annotated[list[RecommendationRow], "bảng kiến nghị, yêu cầu đối với đơn vị"]
    co_quan_nhan: Annotated[str, "nơi nhận báo cáo khắc phục"]
    han_bao_cao: Annotated[str, "hạn báo cáo; trống khi theo từng kiến nghị"]
    kien_nghi_cap_tren: Annotated[list[str], "kiến nghị với cấp có thẩm quyền"]
    thong_nhat: Annotated[bool, "đơn vị có thống nhất với biên bản hay không"]
    y_kien: Annotated[list[str], "các đoạn ý kiến của đơn vị, không bao giờ trống"]
    cac_tai_lieu: Annotated[list[str], "tài liệu kèm theo, gồm các phụ lục"]
    ly_do_khong_ky: Annotated[str, "lý do đơn vị không ký; trống khi đơn vị ký"]
    gio_ket_thuc: Annotated[str, "giờ, phút kết thúc"]
    ngay_ket_thuc: Annotated[str, "ngày kết thúc"]
    so_ban: Annotated[str, "số bản lập, hai chữ số"]
    so_ban_doan: Annotated[str, "số bản Đoàn kiểm tra giữ"]
    so_ban_don_vi: Annotated[str, "số bản đơn vị giữ"]
    chu_ky: Annotated[list[SignatureRow], "các dòng chữ ký"]
    thu_ky: Annotated[
        Signature | None, "chữ ký của thư ký, cạnh Nơi nhận; trống khi đã nằm trong chu_ky"
    ]
