"""Machine code is kept, but never that of other sources, and never inside the repository."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from tests.twin.engine.toy_plant import strength_of
from twin.engine.compiled import compiled
from twin.engine.kernel_cache import (
    KEPT,
    PACKAGE,
    WITHOUT_KERNELS,
    cache_folder,
    cache_home,
    kernel_sources,
    source_mark,
)
from twin.errors import DesignError

ROOT = Path(__file__).resolve().parents[3]
FILES = {
    "__init__.py": "",
    "plant/__init__.py": "",
    "plant/equipment.py": "from twin.matter import (\n    water,\n)\n@compiled\ndef f():\n    pass\n",
    "plant/procedure.py": "from twin.plant.equipment import f\n",
    "plant/page.py": "TITLE = 1\n",
    "matter/__init__.py": "",
    "matter/water.py": "from twin.matter.numbers import R\n",
    "matter/numbers.py": "R = 8.314\n",
}


@pytest.fixture
def package(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / "twin" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "twin"


@pytest.mark.parametrize(
    ("name", "changes"),
    [("matter/numbers.py", True), ("matter/water.py", True), ("plant/equipment.py", True), ("matter/__init__.py", True),
     ("plant/procedure.py", False), ("plant/page.py", False)],
)  # fmt: skip
def test_the_mark_changes_with_what_kernels_can_see(package, name, changes):
    before = source_mark(package)
    with (package / name).open("a") as file:
        file.write("# edited\n")
    assert (source_mark(package) != before) is changes


def test_a_plant_outside_the_package_adds_its_own_imports(tmp_path, package):
    home = tmp_path / "elsewhere"
    home.mkdir()
    (home / "toy.py").write_text("import toy_constants\n")
    (home / "toy_constants.py").write_text("K = 1\n")
    before = source_mark(package, [home / "toy.py"])
    assert before != source_mark(package)
    (home / "toy_constants.py").write_text("K = 2\n")
    assert source_mark(package, [home / "toy.py"]) != before


def test_the_engines_own_kernels_are_found():
    names = {path.name for path in kernel_sources()}
    assert {"integrator.py", "roots.py", "rows.py", "records.py"} <= names
    assert not names & WITHOUT_KERNELS


def test_a_kernel_in_a_file_that_is_left_out_is_refused():
    scope = {"compiled": compiled}
    source = "@compiled\ndef f() -> None:\n    pass\n"
    with pytest.raises(DesignError, match=r"procedure\.py"):
        exec(compile(source, "/x/procedure.py", "exec"), scope)
    for path in PACKAGE.rglob("*.py"):
        assert path.name not in WITHOUT_KERNELS or "\n@compiled" not in path.read_text(), path


def test_keyword_only_is_kept_for_people():
    with pytest.raises(TypeError):
        strength_of(1.0, 2.0)


def test_keyword_defaults_are_refused():
    with pytest.raises(DesignError, match="no keyword defaults"):

        @compiled
        def f(*, x: float = 1.0) -> float:
            return x


def test_the_cache_is_where_the_user_says(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    monkeypatch.delenv("LITWIN_CACHE", raising=False)
    assert cache_home() == tmp_path / "xdg" / "litwin"
    monkeypatch.setenv("LITWIN_CACHE", str(tmp_path / "own"))
    assert cache_home() == tmp_path / "own"


def test_a_folder_that_cannot_be_written_gives_one_warning_and_a_copy(tmp_path, caplog):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with caplog.at_level(logging.WARNING):
        folder = cache_folder("0" * 16, blocked)
    assert folder.is_dir() and ROOT not in folder.parents
    assert len(caplog.records) == 1
    assert "set LITWIN_CACHE" in caplog.text


def test_only_the_last_used_folders_are_kept(tmp_path):
    for k in range(KEPT + 5):
        cache_folder(f"{k:016x}", tmp_path)
    assert len(list(tmp_path.iterdir())) == KEPT + 1
    assert (tmp_path / f"{KEPT + 4:016x}").is_dir()


def test_of_two_processes_that_start_together_one_compiles_and_says_so(tmp_path):
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from twin.engine.compiled import compile_seconds, on_compile\n"
        "on_compile(print)\n"
        "from tests.twin.engine.toy_decay import decay\n"
        "decay()[2].run(10.0)\n"
        "print(compile_seconds() > 0)\n"
    )
    environment = {"LITWIN_CACHE": str(tmp_path / "cache"), "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", program, str(ROOT)]
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path, env=environment) for _ in range(2)
    ]
    said = [process.communicate()[0].splitlines() for process in both]
    compiled_it, waited = sorted(said, key=lambda lines: lines[-1] != "True")
    assert compiled_it == ["compiling the plant model, about 30 s, once", "True"]
    assert waited in (["waiting for a process that compiles the plant model", "False"], ["False"])
    assert not list(ROOT.glob("twin/**/*.nbi")) + list(ROOT.glob("tests/**/*.nbi"))
