"""Rules of the house: what every file, equation, requirement and command of litwin owes its reader.

Lives here: rules that no linter knows. Lives elsewhere: style and types (pyproject.toml), the pages' worked figures
(tests/docs).
"""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from statistics import median

import pytest

from twin.matter import constants

ROOT = Path(__file__).parents[1]
PACKAGES = ("twin", "plc_bridge", "flowsheets", "dashboards")
LONGEST, MIDDLE = 500, 150
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "stuff"}
SMALL = 40
"""Lines up to which a file says all with one sentence."""
MACHINE = re.compile(  # written so that it does not find itself
    r"/(work|opt|root|home/\w+)/|file:[/]{2}|\.librar[y]\b|py[p]i\.org|python[h]osted|registry[.]npmjs|deb[.]debian"
    r"|(?<!emit-)inde[x]-url"
)
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".yaml",
    ".yml",
    ".csv",
    ".json",
    ".txt",
    ".in",
    ".js",
    ".css",
    ".html",
    ".svg",
    ".cfg",
    "",
}
CONSTANTS_LIVE_IN = {"twin/matter/constants.py", "twin/matter/components.py", "plc_bridge/tag_units.py"}
"""The last is a table of units' sizes and stands apart from the twin."""
KINDS = {"plant", "laboratory", "handbook", "independent model", "design data", "supplier's sheet", "fit"}
"""What a published number can be; "fit": ours were set to it, so a test of it shows the fit, nothing else."""
NOT_IMPORTED = {"setuptools", "import-linter", "mypy", "ruff"}
"""They build litwin (the first) or check it (the others)."""
MODULE_OF = {"ruamel-yaml": "ruamel"}
"""Distributions whose module has another name."""


@cache
def tracked() -> tuple[Path, ...]:
    """Files of the repository, or all files where there is no git."""
    asked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if asked.returncode:
        return tuple(p for p in ROOT.rglob("*") if p.is_file() and not p.relative_to(ROOT).parts[0].startswith("."))
    return tuple(path for line in asked.stdout.splitlines() if (path := ROOT / line).is_file())


@cache
def sources() -> tuple[Path, ...]:
    """Our own Python files, tests left out."""
    return tuple(p for p in tracked() if p.suffix == ".py" and p.relative_to(ROOT).parts[0] in PACKAGES)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def none_of(faults: Iterable[str]) -> None:
    """Fail with the faults, one a line."""
    if told := "\n".join(faults):
        pytest.fail(told, pytrace=False)


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines_of(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def public_functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (x for x in tree(path).body if isinstance(x, ast.FunctionDef) and not x.name.startswith("_"))


def test_files_are_short():
    none_of(
        f"{short(path)}: {n} lines" for path in tracked() if path.suffix == ".py" and (n := lines_of(path)) > LONGEST
    )
    assert median(lines_of(path) for path in sources()) <= MIDDLE


def test_names_of_files_say_what_is_in_them():
    none_of(short(path) for path in sources() if NAMES_THAT_SAY_NOTHING & {*path.stem.split("_"), path.parent.name})


def test_every_module_says_what_lives_in_it():
    none_of(
        short(path)
        for path in sources()
        if path.name not in {"__init__.py", "nameplate.py"}
        and "Lives here" not in (text := ast.get_docstring(tree(path)) or "")
        and not (text and lines_of(path) <= SMALL)
    )


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_says_what_it_is(package):
    assert ast.get_docstring(tree(ROOT / package / "__init__.py"))


def test_no_file_knows_a_machine_or_a_package_index():
    none_of(
        f"{short(path)}:{number}: {line.strip()[:80]}"
        for path in tracked()
        if path.suffix in TEXT
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if MACHINE.search(line)
    )


def test_every_equation_has_units_a_source_and_an_example():
    none_of(
        f"{short(path)}: {function.name} has no {what}"
        for path in sources()
        if path.name == "equations.py"
        for function in public_functions(path)
        for what, pattern in {"unit in brackets": r"\[[^\]]+\]", "source": r"Source", "example": r">>> "}.items()
        if not re.search(pattern, ast.get_docstring(function) or "")
    )


def test_every_public_function_and_class_has_a_docstring():
    none_of(
        f"{short(path)}: {node.name}"
        for path in sources()
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not any("overload" in ast.unparse(x) for x in node.decorator_list)
        and not ast.get_docstring(node)
    )


def kinds_in(table: dict[str, object]) -> Iterator[str]:
    """What a file of published numbers says they are, at its head and in its parts."""
    for key, value in table.items():
        if key == "kind":
            yield from value.values() if isinstance(value, dict) else [str(value)]
        elif isinstance(value, dict):
            yield from kinds_in(value)


@pytest.mark.parametrize("path", sorted((ROOT / "tests/published").glob("*.toml")), ids=lambda path: path.stem)
def test_published_numbers_say_their_source_and_whether_ours_were_set_to_them(path):
    text = path.read_text("utf-8")
    kinds = set(kinds_in(tomllib.loads(text)))
    assert "source" in text
    assert kinds
    assert kinds <= KINDS


def literals(path: Path) -> Iterator[tuple[int, float, int]]:
    """Line, value and number of significant digits of every float that a file writes."""
    text = path.read_text("utf-8")
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            written = Decimal((ast.get_source_segment(text, node) or "0").replace("_", ""))
            yield node.lineno, node.value, len(written.normalize().as_tuple().digits)


def constant_of_nature(value: float, digits: int) -> str | None:
    """Name of the constant that a literal writes again, if it does.

    In SI: with four digits or more and within 1e-4, or exactly; Faraday's within 0.1 %. In g/mol: with five digits or
    more, as rounded to them. So 100.0 is no calcium carbonate, and 133.322 (Pa in a mmHg) no aluminium chloride.
    """
    for name, known in vars(constants).items():
        if not isinstance(known, float) or name == "BAR" or digits < 3:
            continue
        near = 1e-3 if name == "FARADAY" else 1e-4 if digits >= 4 else 1e-12
        in_grams = name.startswith("M_") and digits >= 5 and value == float(f"{1e3 * known:.{digits}g}")
        if in_grams or abs(value - known) <= near * known:
            return name
    return None


@pytest.mark.parametrize(
    ("value", "digits", "name"),
    [
        (0.0419, 3, None), (0.04196, 4, "M_MONOHYDRATE"), (41.962, 5, "M_MONOHYDRATE"), (0.00694, 3, "M_LI"),
        (96500.0, 3, "FARADAY"), (8.314, 4, "GAS"), (100.0, 1, None), (133.322, 6, None), (83.45, 4, None),
    ],
)  # fmt: skip
def test_a_constant_that_is_written_again_is_known_by_its_digits(value, digits, name):
    assert constant_of_nature(value, digits) == name


def test_molar_masses_and_constants_of_nature_are_written_in_one_place():
    none_of(
        f"{short(path)}:{line}: {value} is {name} of twin.matter.constants"
        for path in sources()
        if short(path) not in CONSTANTS_LIVE_IN
        for line, value, digits in literals(path)
        if (name := constant_of_nature(value, digits))
    )


def test_no_check_of_shipped_code_is_an_assert():
    none_of(short(path) for path in sources() if any(isinstance(x, ast.Assert) for x in ast.walk(tree(path))))


def docstrings(path: Path) -> Iterator[str]:
    """Of the module and of all that it defines."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield ast.get_docstring(node) or ""


def claims() -> Iterator[tuple[Path, str]]:
    """Where a reader is told what checks a figure: docstrings of our own code, and the pages of the sections."""
    for path in sources():
        yield from ((path, text) for text in docstrings(path))
    yield from ((p, p.read_text("utf-8")) for p in tracked() if p.match("docs/sections/*.md"))


def cited(text: str) -> set[str]:
    """Paths below tests/, with braces opened, and names of test files: what a claim rests on."""
    found = set(re.findall(r"(?<![\w/-])(test_\w+)(?![\w.(]*[=(])", text))
    for path in re.findall(r"(?<![\w/])tests/(?:[\w./*-]|\{[^}]*\})*[\w*}]", text):
        head, brace, rest = path.partition("{")
        inner, _, tail = rest.partition("}")
        found |= {f"{head}{one.strip()}{tail}" for one in inner.split(",")} if brace else {path}
    return found


def stands(name: str) -> bool:
    """Whether a path below tests/ is there, or a test file or test function has this name."""
    if name.startswith("tests/"):
        return any(ROOT.glob(name)) or any(ROOT.glob(f"{name}.py"))
    return name in named_tests()


@cache
def named_tests() -> frozenset[str]:
    paths = [path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] == "tests"]
    inside = {node.name for path in paths for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)}
    return frozenset({path.stem for path in paths} | inside)


def test_what_is_said_to_check_a_figure_exists():
    none_of(f"{short(path)}: {name}" for path, text in claims() for name in sorted(cited(text)) if not stands(name))


def test_what_checks_an_equation_is_a_file_of_the_tests():
    none_of(
        f"{short(path)}: Checked: {name}"
        for path in sources()
        for text in docstrings(path)
        for name in re.findall(r"[Cc]hecked:\s+(\S+)", text)
        if not name.startswith("tests/")
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Checked: tests/published/density.toml.", {"tests/published/density.toml"}),
        ("Checked: tests/published/activity_*.toml, and more", {"tests/published/activity_*.toml"}),
        ("done: tests/published/{lye, water_*}.toml |", {"tests/published/lye.toml", "tests/published/water_*.toml"}),
        ("| `tests/twin/test_schedule.py` | test_charge |", {"tests/twin/test_schedule.py", "test_charge"}),
    ],
)
def test_citations_are_found_in_the_ways_they_are_written(text, found):
    assert cited(text) == found


def test_every_requirement_is_imported_by_our_own_code():
    everything = [path for path in tracked() if path.suffix == ".py"]
    for file, paths in {"requirements.in": sources(), "requirements-dev.in": everything}.items():
        idle = {name for name in wanted(file) - NOT_IMPORTED if MODULE_OF.get(name, name) not in imported(paths)}
        none_of(f"{file}: {name} is imported nowhere" for name in sorted(idle))


def test_what_is_locked_is_what_is_wanted():
    for wish, lock in {"requirements.in": "requirements.txt", "requirements-dev.in": "requirements-dev.txt"}.items():
        text = (ROOT / lock).read_text()
        locked = set(re.findall(r"^([a-z0-9-]+)==", text, re.M))
        none_of(f"{lock} lacks {name}: make lock" for name in sorted(wanted(wish) - locked))
        assert text.count("--hash=sha256:") > len(locked)


def imported(paths: Iterable[Path]) -> set[str]:
    """Top-level modules that files import, inside functions too."""
    found: set[str] = set()
    for path in paths:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "importorskip")):
                found |= {str(ast.literal_eval(x)).split(".")[0] for x in node.args[:1] if isinstance(x, ast.Constant)}
    return found


def wanted(file: str) -> set[str]:
    """Distributions that a requirements file names."""
    lines = (line.split("#")[0].strip() for line in (ROOT / file).read_text().splitlines())
    return {re.split(r"[<>=\[; ]", line)[0].lower().replace(".", "-") for line in lines if line}


def test_the_licence_in_the_project_file_is_the_one_beside_it():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["license"] == "Apache-2.0"
    assert "Apache License" in (ROOT / "LICENSE").read_text()
    assert f"## {project['version']}" in (ROOT / "CHANGELOG.md").read_text()
