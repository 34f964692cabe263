"""One small inspection document, written where a test wants it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

Document = dict[str, Any]
WriteDocument = Callable[[Document], Path]


@pytest.fixture
def document() -> Document:
    """A short inspection document without mistakes."""
    return {
        "format": "skt-inspection/1",
        "key": "thu-01",
        "unit_code": "28108",
        "plan": {
            "year": 2026,
            "subject": "công tác cải cách hành chính năm 2026",
            "issuing_body": "Sở Nội vụ tỉnh Tây Ninh",
            "decision_number": "1050/QĐ-SNV",
            "decision_on": "2026-10-05",
        },
        "visit": {
            "period_from": "2026-01-01",
            "period_to": "2026-10-31",
            "started_at": "2026-11-20T08:30:00+07:00",
            "ended_at": "2026-11-20T16:00:00+07:00",
            "place": "trụ sở UBND xã Cần Đước",
            "general_remark": "Đơn vị cơ bản thực hiện đúng kế hoạch.",
            "unit_opinion": "Đơn vị thống nhất với nội dung biên bản.",
        },
        "checklists": ["CCHC"],
        "participants": [
            {"side": "team", "role": "team_leader", "name": "Trần Văn An", "position": "PGĐ Sở"},
            {"side": "team", "role": "secretary", "name": "Lê Thị Bình", "position": "CV"},
            {"side": "unit", "role": "unit_representative", "name": "Võ Chí", "position": "CT"},
        ],
        "answers": [
            {"criterion": "CCHC.1.1.2", "value": "partial", "comment": "Thiếu 01 lĩnh vực"},
            {"criterion": "CCHC.1.1.3", "numerator": 45, "denominator": 50},
            {"criterion": "CCHC.1.3.3", "not_applicable": True},
        ],
        "dossiers": [
            {
                "dossier_code": "H15.50.05.13-261008-0975",
                "procedure_name": "Đăng ký khai sinh",
                "field": "Hộ tịch",
                "received_at": "2026-10-08T08:15:00",
                "due_at": "2026-10-12T17:00:00",
                "returned_at": "2026-10-14T09:00:00",
                "has_receipt": False,
                "extra_docs": ["Sổ hộ khẩu"],
            }
        ],
        "findings": [
            {
                "key": "qua-han",
                "kind": "shortcoming",
                "area_code": "CCHC.3",
                "criterion_code": "CCHC.3.4.1",
                "text": "Còn 01/01 hồ sơ mẫu trả quá hạn.",
            }
        ],
        "recommendations": [
            {
                "key": "dung-han",
                "finding": "qua-han",
                "text": "Trả kết quả đúng hạn.",
                "owner": "Chủ tịch UBND xã",
                "due_on": "2026-12-15",
                "report_form": "văn bản",
                "receiving_office": "Sở Nội vụ",
            }
        ],
        "photos": [
            {
                "path": "ảnh 1.jpg",
                "caption": "Bảng niêm yết",
                "criteria": ["CCHC.3.3.1"],
                "findings": ["qua-han"],
                "dossiers": ["H15.50.05.13-261008-0975"],
            }
        ],
    }


@pytest.fixture
def write_document(tmp_path: Path) -> WriteDocument:
    """Write a document, and the photo it names, to a folder."""

    def write(document: Document) -> Path:
        folder = tmp_path / "hồ sơ"
        folder.mkdir(exist_ok=True)
        picture = Image.new("RGB", (640, 480), "#dde6ef")
        ImageDraw.Draw(picture).rectangle((60, 60, 300, 240), fill="#1d4f8f")
        picture.save(folder / "ảnh 1.jpg")
        file = folder / "cuộc kiểm tra.json"
        file.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
        return file

    return write
