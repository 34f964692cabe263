"""What every page works at: the services and the ground of the window."""

from __future__ import annotations

from dataclasses import dataclass

from app.bootstrap import Application
from app.clock import Clock
from ui.change_bridge import ChangeBridge
from ui.jobs import JobRunner
from ui.navigation import Navigator
from ui.prompts import Prompts
from ui.settings import SettingsFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Handed to each page when it is built; nothing of it is global."""

    application: Application
    clock: Clock
    jobs: JobRunner
    changes: ChangeBridge
    prompts: Prompts
    navigator: Navigator
    settings: SettingsFile
