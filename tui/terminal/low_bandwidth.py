"""Low bandwidth: 16 colours, whole pages where the view moves, nothing that moves by itself.

On when asked for (`--low-bandwidth`, COPYDESK_LOW_BANDWIDTH, the setting `low_bandwidth`), or by itself when the line
proves slow, unless that was turned off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from textual.driver import Driver
from textual.message import Message

from tui.terminal.key_order import KeysInOrder
from widgets.scroll import PAGED

Wish = Literal["auto", "on", "off"]

VARIABLE = "COPYDESK_LOW_BANDWIDTH"
_ON, _OFF = ("1", "on", "yes", "true"), ("0", "off", "no", "false")
RETRY = 1.0
"""Seconds after which it is told again where there was no status line to tell it in."""


def wish(argument: bool | None, env: Mapping[str, str], setting: str) -> Wish:
    """What the user wants: the command line goes before the environment, and that before the setting."""
    said = env.get(VARIABLE, "").lower()
    if argument is not None:
        return "on" if argument else "off"
    if said in _ON:
        return "on"
    if said in _OFF:
        return "off"
    return "on" if setting == "on" else "off" if setting == "off" else "auto"


@dataclass
class LineIsSlow(Message):
    """The line to the terminal was measured: it carries `rate` bytes a second, which is little."""

    rate: float


class SparingApp(KeysInOrder):
    """An app that can do with little of the line."""

    measures_line = False
    """Whether the driver measures the line."""
    low_bandwidth = False
    """Whether it does with little now."""

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver for this system, with our reading and writing where it is a Unix terminal's."""
        driver = super().get_driver_class()
        if driver.__name__ != "KeyboardDriver":
            return driver
        from tui.terminal.driver import TerminalDriver

        return TerminalDriver

    def spare(self) -> None:
        """Do with less from now on."""
        self.low_bandwidth = True
        self.measures_line = self.brackets_updates = False
        self.add_class(PAGED)
        if self.terminal.colours in ("truecolor", "256"):
            self.show_in("16")
        if self.theme == "textual-dark":
            self.theme = "ansi-dark"

    def on_line_is_slow(self, message: LineIsSlow) -> None:
        """Do with less, and say so."""
        if not self.low_bandwidth:
            self.spare()
            self._tell(message.rate)

    def _tell(self, rate: float) -> None:
        from tui.screens.base import DeskScreen

        if isinstance(self.screen, DeskScreen):
            line = f'slow line ({rate / 1000:.1f} kB/s): low bandwidth is on (low_bandwidth = "off" turns it off)'
            self.screen.say(line, "warning")
        else:
            self.set_timer(RETRY, lambda: self._tell(rate))
