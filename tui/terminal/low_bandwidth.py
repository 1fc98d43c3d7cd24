"""Low bandwidth mode: 16 colours, scrolling by pages, no unasked updates.

It is enabled by `--low-bandwidth`, COPYDESK_LOW_BANDWIDTH or the setting `low_bandwidth`, and on a slow line unless one
of these turns it off.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from textual.driver import Driver

from tui.terminal.key_order import OrderedKeysApp
from widgets.scroll import PAGED

if TYPE_CHECKING:
    from tui.terminal.driver import LineIsSlow

Choice = Literal["auto", "on", "off"]

VARIABLE = "COPYDESK_LOW_BANDWIDTH"
_ON, _OFF = ("1", "on", "yes", "true"), ("0", "off", "no", "false")
REPORT_RETRY_SECONDS = 1.0
"""The wait before a report is repeated while no screen has a status line."""


def low_bandwidth_choice(argument: bool | None, env: Mapping[str, str], setting: str) -> Choice:
    """The user's choice: the command line overrides the environment, which overrides the setting."""
    value = env.get(VARIABLE, "").lower()
    if argument is not None:
        return "on" if argument else "off"
    if value in _ON:
        return "on"
    if value in _OFF:
        return "off"
    return "on" if setting == "on" else "off" if setting == "off" else "auto"


class LowBandwidthApp(OrderedKeysApp):
    """An app that can save bytes."""

    measures_line = False
    """Whether the driver measures the line."""
    low_bandwidth = False
    """Whether low bandwidth mode is on."""

    def get_driver_class(self) -> type[Driver]:
        """Our driver in place of Textual's for a Unix terminal; any other driver, as in tests, is kept."""
        from tui.terminal.driver import TerminalDriver

        driver = super().get_driver_class()
        return TerminalDriver if issubclass(TerminalDriver, driver) else driver

    def enable_low_bandwidth(self) -> None:
        """Turn low bandwidth mode on."""
        self.low_bandwidth = True
        self.measures_line = self.brackets_updates = False
        self.add_class(PAGED)
        if self.terminal.colours in ("truecolor", "256"):
            self.limit_colours("16")
        if self.theme == "textual-dark":
            self.theme = "ansi-dark"

    def report(self, line: str) -> bool:
        """Show a warning in the status line; return False while no screen has one. Subclasses override it."""
        return True

    def on_line_is_slow(self, message: LineIsSlow) -> None:
        """Turn low bandwidth mode on and report it."""
        if not self.low_bandwidth:
            self.enable_low_bandwidth()
            rate = message.bytes_per_second / 1000
            self._report_until_shown(
                f'slow line ({rate:.1f} kB/s): low bandwidth is on (low_bandwidth = "off" turns it off)'
            )

    def _report_until_shown(self, line: str) -> None:
        if not self.report(line):
            self.set_timer(REPORT_RETRY_SECONDS, lambda: self._report_until_shown(line))
