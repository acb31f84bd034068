"""Progress of long work on standard error."""

from __future__ import annotations

import pytest

from dashboards.progress import progress


def test_without_a_terminal_progress_is_at_most_ten_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("simulate", 30.0, "d") as done:
        for day in range(31):
            done(float(day))
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 10
    assert captured.err.startswith("simulate: 3 of 30 d\n")
