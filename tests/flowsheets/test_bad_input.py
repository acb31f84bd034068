"""Bad flowsheets: each one clear error with exit code 3, all faults at once, and never a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboards.cli import main
from flowsheets.faults import Faults
from flowsheets.loader import read_design, read_flowsheet
from flowsheets.sections import read_sections
from flowsheets.tree import parse
from twin.errors import DesignError

BASE = "base: reference\n"
BAD = {
    "unknown parameter": ("hcl: {H2_exces: 0.05}", "2:7: hcl has no parameter 'H2_exces'. Did you mean 'H2_excess'?"),
    "parameter of another section": ("hcl: {water_drag: 5}", "There is electrolysis.water_drag"),
    "unknown section": (
        "electrolisis: {T: 85 degC}",
        "2:1: 'electrolisis' is no section. Did you mean 'electrolysis'?",
    ),
    "wrong dimension": (
        "electrolysis: {T: 85 bar}",
        "2:19: electrolysis.T: got '85 bar', which is no amount of 'degC'",
    ),
    "missing unit": ("electrolysis: {T: 85}", "2:19: electrolysis.T: got '85', a number without a unit"),
    "not a number": ("hcl: {H2_excess: .nan}", "no finite number"),
    "infinite": ("hcl: {H2_excess: .inf}", "no finite number"),
    "too large": ("hcl: {H2_excess: 1e400}", "no finite number"),
    "yes": ("hcl: {H2_excess: yes}", "got 'yes', a word where a number belongs"),
    "title yes": ("title: yes", "yes/no of YAML 1.1"),
    "duplicate key": ("hcl: {H2_excess: 0.05, H2_excess: 0.06}", "2:24: 'H2_excess' is given twice, first in line 2"),
    "duplicate section": ("hcl: {H2_excess: 0.05}\nhcl: {H2_import: 0 kmol/h}", "3:1: 'hcl' is given twice"),
    "duplicate name": (
        "vessels: {t-201: {service: x, volume: 1 m3, T: 20 degC}}",
        "'T-201' and 't-201', the same name",
    ),
    "unconnected vessel": ("vessels: {T-999: {service: x, volume: 1 m3, T: 20 degC}}", "T-999 has no inlet"),
    "no outlet": ("routes: {S31: null, S45: null}", "D-605 has no outlet"),
    "route to nowhere": ("routes: {S16: {to: T-600}}", "routes.S16: there is no vessel 'T-600'. Did you mean"),
    "route to itself": ("routes: {S16: {to: V-302}}", "from V-302 to itself"),
    "out of what is possible": ("electrolysis: {T: 150 degC}", "2:19: electrolysis.T: got '150 degC', outside what is"),
    "negative share": ("hcl: {absorption: -0.1}", "outside what is physically possible (0.5 to 1 kg/kg)"),
    "coarser than any class": (
        "dissolution: {d50: 1000 um}",
        "dissolution.d50: got '1000 um', outside what",
    ),
    "fraction of a count": ("electrolysis: {electrolysers: 2.5}", "a count is a whole number"),
    "section is a list": ("hcl: [1]", "hcl holds parameters"),
    "value is a list": ("hcl: {H2_excess: [0.05]}", "is a single value, not a sequence"),
    "unknown word of an entry": ("hcl: {H2_excess: {value: 0.05, reason: x}}", "hcl.H2_excess has no 'reason'"),
    "unknown source": ("hcl: {H2_excess: {value: 0.05, source: guessed}}", "source 'guessed'"),
    "range upside down": ("hcl: {H2_excess: {value: 0.05, range: [0.1, 0.02]}}", "is upside down"),
    "range of one": ("hcl: {H2_excess: {value: 0.05, range: [0.1]}}", "a range is two quantities"),
    "level above high": ("vessels: {T-201: {level: 95 %}}", "T-201: the normal level 95% is not within 15% to 85%"),
    "no temperature": ("vessels: {T-201: {T: null}}", "T-201 has no T, and no section keeps it at its own"),
    "volume and mass": ("vessels: {T-201: {mass: 3 t}}", "either a volume"),
    "unknown key of a row": ("vessels: {T-201: {volum: 3 m3}}", "has no 'volum'. Did you mean 'volume'?"),
    "unknown effect": ("interlocks: {I-01: {effect: burner-of}}", "Did you mean 'burner-off'?"),
    "unknown comparator": ("interlocks: {I-01: {comparator: '>>'}}", "comparator '>>'"),
    "missing key of a row": ("loops: {XIC-1: {service: x}}", "loops.XIC-1 has no 'set_point'"),
    "removed parameter": ("hcl: {H2_excess: null}", "hcl.H2_excess is missing"),
    "removed section": ("hcl: null", "the section 'hcl' is missing"),
    "strengths crossed": ("electrolysis: {anolyte_out: 0.3}", "anolyte_out must be below"),
    "charge over one": ("electrolysis: {current_efficiency: 0.99, fidelity: 0}", "shares of one charge"),
    "side reactions over their loss": ("electrolysis: {O2_charge: 0.09}", "at most that together. Got 0.1125"),
    "feed over one": ("feed: {Na2CO3: 0.2}", "add up to"),
    "wear of too few": ("electrolysis: {wear: [0, 0.1]}", "wear has 2 values for 90 elements"),
    "tab": ("hcl:\n\tH2_excess: 0.05", "a tab"),
    "alias": ("hcl: &a {H2_excess: 0.05}\nfeed: *a", "anchors (&) and aliases (*) are not used"),
    "tag": ("hcl: !!python/object/apply:os.system [x]", "is not used in flowsheets"),
    "open quote": ("title: 'x", "2:"),
    "two documents": ("---\nhcl: {}", "a second document"),
    "deep": ("hcl: " + "[" * 50 + "]" * 50, "nested deeper"),
    "unknown base": ("", "there is no flowsheet 'refrence'. Did you mean 'reference'?"),
}


ELSEWHERE = ("no outlet",)
"""Faults that are shown where the base has the row."""


def written(folder: Path, text: str, name: str = "plant.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("case", BAD)
def test_a_bad_flowsheet_is_one_clear_error_with_exit_code_3(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, told = BAD[case]
    path = written(tmp_path, "base: refrence\n" if case == "unknown base" else BASE + text + "\n")
    assert main(["flowsheet", "check", str(path)]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err
    assert f"{path}:" in err or case in ELSEWHERE
    assert "Traceback" not in err


def test_all_faults_of_a_file_are_shown_at_once_with_line_and_caret(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, BASE + "hcl:\n  H2_exces: 0.05\n  absorption: 2\nelectrolysis:\n  T: 85\n  area: 2 m\n")
    assert main(["flowsheet", "check", str(path)]) == 3
    err = capsys.readouterr().err
    for place in ("3:3", "4:15", "6:6", "7:9"):
        assert f"{path}:{place}: " in err
    assert "\n    T: 85\n       ^\n" in err


@pytest.mark.parametrize(
    "text", ["", "- a\n", "just words\n", "{}\n", "title: empty plant\n", "\x00", "%YAML 9.9\n---\na: 1"]
)
def test_what_is_no_flowsheet_at_all_is_told(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flowsheet", "check", str(written(tmp_path, text))]) == 3
    assert "plant.yaml:1:" in capsys.readouterr().err


def test_a_file_of_fifty_megabytes_is_refused_unread(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "large.yaml"
    path.touch()
    os.truncate(path, 50_000_000)
    assert main(["flowsheet", "check", str(path)]) == 3
    assert "50000000 bytes" in capsys.readouterr().err


def test_a_key_of_any_length_and_letters_is_one_short_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, BASE + '"a\\nb\\e[31m' + "x" * 100_000 + '": 1\n')
    assert main(["flowsheet", "check", str(path)]) == 3
    err = capsys.readouterr().err
    assert len(err) < 2000
    assert "\x1b" not in err


def test_bytes_that_are_no_text_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes(BASE.encode() + "title: Käse".encode("latin-1"))
    assert main(["flowsheet", "check", str(path)]) == 3
    assert "not UTF-8" in capsys.readouterr().err


def test_an_alias_bomb_costs_nothing(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 10)}]" for k in range(1, 30)]
    with pytest.raises(DesignError, match="aliases"):
        read_design(str(written(tmp_path, BASE + "\n".join(lines))))


def test_bases_in_a_circle_are_told_as_a_circle(tmp_path: Path) -> None:
    written(tmp_path, "base: two.yaml\n", "one.yaml")
    written(tmp_path, "base: one.yaml\n", "two.yaml")
    with pytest.raises(
        DesignError, match=r"two\.yaml:1:7: the bases form a circle: one\.yaml -> two\.yaml -> one\.yaml"
    ):
        read_design(str(tmp_path / "one.yaml"))


def test_a_variant_of_a_variant_takes_the_nearest_value(tmp_path: Path) -> None:
    written(tmp_path, BASE + "hcl: {H2_excess: 0.05, H2_import: 1 kmol/h}\n", "one.yaml")
    path = written(tmp_path, "base: one.yaml\nhcl: {H2_excess: 0.06}\n", "two.yaml")
    hcl = read_design(str(path)).hcl
    assert hcl.H2_excess == 0.06
    assert hcl.H2_import == pytest.approx(1000.0 / 3600.0)


def test_a_vessel_with_its_streams_can_be_added_and_taken_away(tmp_path: Path) -> None:
    tank = "vessels: {T-204: {service: spare, volume: 60 m3, T: 60 degC}}\n"
    pipes = "routes: {in: {from: T-203, to: T-204, carries: brine}, out: {from: T-204, to: T-203, carries: brine}}\n"
    path = written(tmp_path, BASE + tank + pipes, "more.yaml")
    assert read_design(str(path)).vessel("T-204").level == 1.0
    less = "base: more.yaml\nvessels: {T-204: null}\nroutes: {in: null, out: null}\n"
    assert read_design(str(written(tmp_path, less))).hash == read_design("reference").hash


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("hcl.H2_exces=0.05", "Did you mean 'hcl.H2_excess'?"),
        ("ix.capacity=5 kg/m3", "there is no 'ix.capacity'"),
        ("electrolysis.T=85", "--set:1:16: electrolysis.T: got '85', a number without a unit"),
        ("vessels.T-6O1.volume=80 m3", "Did you mean 'vessels.T-601.volume'?"),
        ("hcl.H2_excess", "gives no value"),
        ("=", "gives no value"),
        ("hcl=3", "there is no 'hcl'"),
    ],
)
def test_a_wrong_set_is_told(change: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flowsheet", "check", "reference", "--set", change]) == 3
    assert told in capsys.readouterr().err


def test_an_unlikely_value_only_warns() -> None:
    warnings = read_flowsheet("reference", ["electrolysis.T=55 degC"]).warnings
    assert warnings == ["--set:1:16: electrolysis.T = 55 degC is outside what is likely (60 degC to 90 degC)"]


PIECE = (
    'hcl:\n  H2_excess: {value: 0.04, range: [0.02, 0.1], source: design, why: "x: y"}\nvessels:\n  T-1: {T: 60 degC}\n'
)
JUNK = st.text(st.sampled_from("{}[]:,&*!|>'\"%@`#-? \n\tabc019.\\\x00\x85\ufeffé"), max_size=6)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_mutated_file_is_read_or_refused_but_never_breaks_the_reader(data: st.DataObject) -> None:
    text = PIECE
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 8)))
        text = text[:start] + data.draw(JUNK) + text[end:]
    faults = Faults()
    try:
        read_sections(parse(text, "mutated.yaml", faults), faults)
        faults.raise_if_any()
    except DesignError as fault:
        assert "mutated.yaml:" in str(fault)
