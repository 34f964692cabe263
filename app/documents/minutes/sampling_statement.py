"""How the sample was drawn, as minutes say it: enough to redo the draw (`docs/sampling.md`)."""

from __future__ import annotations

from collections import Counter

from app.documents.terms import one_line
from app.domain.case_file import CaseFile
from app.domain.dossier import Pick
from app.domain.draw import Draw
from app.domain.register import Register

BY_HAND = "thêm thủ công"


def sampling_statements(case: CaseFile) -> list[str]:
    """Return one sentence for each draw, and one for what was added beside them.

    A sample that nobody drew needs none: it is listed as it was chosen.
    """
    registers = {register.id: register for register in case.registers}
    said = [_statement(draw, registers.get(draw.register_id)) for draw in case.draws]
    by_hand = sum(dossier.pick is Pick.BY_HAND for dossier in case.dossiers)
    if said and by_hand:
        said.append(f"Ngoài mẫu được bốc, Đoàn kiểm tra {BY_HAND} {by_hand} hồ sơ.")
    return said


def _statement(draw: Draw, register: Register | None) -> str:
    picks = Counter(one.pick for one in draw.drawn)
    size = f"{draw.size} hồ sơ" + (" mỗi lĩnh vực" if draw.by_field else "")
    sentence = (
        f"Mẫu hồ sơ được bốc ngẫu nhiên theo phương pháp {draw.method} {_source(register)}, "
        f"hạt giống “{one_line(draw.seed)}”, cỡ mẫu {size} (bốc được {picks[Pick.RANDOM]} hồ sơ)"
    )
    if picks[Pick.ALWAYS]:
        sentence += (
            f"; đưa vào mẫu toàn bộ {picks[Pick.ALWAYS]} hồ sơ quá hạn, bị từ chối hoặc có phản "
            "ánh, kiến nghị"
        )
    if picks[Pick.REPLACEMENT]:
        sentence += (
            f"; thay {picks[Pick.REPLACEMENT]} hồ sơ không kiểm tra được bằng hồ sơ kế tiếp theo "
            "thứ tự bốc"
        )
    return f"{sentence}."


def _source(register: Register | None) -> str:
    if register is None:
        return "từ sổ theo dõi hồ sơ của đơn vị"
    fields = len(register.fields)
    return (
        f"từ sổ theo dõi “{one_line(register.file_name)}” gồm {register.entries} hồ sơ thuộc "
        f"{fields} lĩnh vực (SHA-256: {register.sha256})"
    )
