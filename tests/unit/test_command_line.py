"""The command line of the pipeline: its help, and plain messages for wrong usage."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.pipeline.__main__ import main


class TestCommandLine:
    def test_help_names_the_three_commands(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as stopped:
            main(["--help"])
        assert stopped.value.code == 0
        printed = capsys.readouterr().out
        assert all(word in printed for word in ("build", "fetch", "validate"))

    @pytest.mark.parametrize("arguments", [[], ["bulid"], ["validate", "--nonsense"]])
    def test_wrong_usage_is_2(
        self, arguments: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert stopped.value.code == 2
        assert "usage:" in capsys.readouterr().err

    @pytest.mark.parametrize("command", ["build", "validate"])
    def test_a_folder_that_is_not_there_is_a_plain_message(
        self, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main([command, "--sources", str(tmp_path / "nowhere")]) == 1
        printed = capsys.readouterr()
        assert "There is no folder" in printed.err
        assert "Traceback" not in printed.err

    def test_an_unknown_source_to_fetch_is_a_plain_message(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["fetch", "wards_2051"]) == 1
        assert "wards_2051" in capsys.readouterr().err
