"""A laptop that headquarters knows: as they come to know each other in life."""

from __future__ import annotations

from pathlib import Path

from app.bootstrap import Application
from app.services.enrolment import GivenName


def enrol(headquarters: Application, laptop: Application, place: Path, name: str) -> Application:
    """Enrol a laptop `team/name` with its team, by files in a folder and spoken words."""
    answer = place / f"ghi-danh-{name.replace('/', '-')}"
    answer.mkdir()
    team = name.split("/", maxsplit=1)[0]
    asked = laptop.enrolment.request(answer / "yeu-cau.skt", team=team)
    told = headquarters.enrolment.approve(
        answer / "yeu-cau.skt", asked.code, GivenName(name=name, team=team), answer=answer
    )
    laptop.enrolment.accept(answer, told.code)
    return laptop
