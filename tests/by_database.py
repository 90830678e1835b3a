"""A pytest plugin that tells how many tests passed on each database, and lets no PostgreSQL test be skipped.

A suite that quietly runs on one database only proves half of what it says.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest

_ID = re.compile(r"\[(?:[^]]*-)?(sqlite|postgresql)(?:-[^]]*)?\]$")


class ByDatabase:
    """Listens where the reports of all workers come together."""

    def __init__(self, config: pytest.Config) -> None:
        self._is_full = _is_full(config)
        self._passed: Counter[str] = Counter()
        self._skipped: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        found = _ID.search(report.nodeid)
        if found is None:
            return
        if report.when == "call" and report.passed:
            self._passed[found[1]] += 1
        if report.skipped and found[1] == "postgresql" and not hasattr(report, "wasxfail"):
            self._skipped.append(report.nodeid)

    @property
    def faults(self) -> list[str]:
        """Why the run does not count, whatever passed."""
        faults = [f"skipped on postgresql: {name}" for name in self._skipped]
        if self._is_full and not self._passed["postgresql"]:
            faults.append("no test ran on postgresql")
        return faults

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.faults and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        counts = (f"on {name}: {self._passed[name]}" for name in ("sqlite", "postgresql"))
        terminalreporter.write_line(f"passed {', '.join(counts)}")
        for fault in self.faults:
            terminalreporter.write_line(fault, red=True)


def _is_full(config: pytest.Config) -> bool:
    """Whether every test was asked for, not some of them by name, marker or path."""
    chosen = (
        config.option.keyword or config.option.markexpr not in {"", "not e2e"} or config.option.collectonly
    )
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not chosen


def pytest_configure(config: pytest.Config) -> None:
    """Counts in the process that sees all reports: with workers, not in each of them."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(ByDatabase(config))
