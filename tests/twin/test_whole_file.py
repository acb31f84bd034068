"""A file is whole or it is what it was: a fault while it is written leaves neither a part nor a draft."""

from pathlib import Path

import pytest

from twin.errors import StoreError
from twin.whole_file import whole_file


def test_what_is_written_is_there_and_nothing_else(tmp_path: Path):
    path = tmp_path / "one"
    with whole_file(path, what="a thing", mend="make room") as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), ValueError("wrong")])
def test_a_fault_leaves_what_was_there(tmp_path: Path, fault: Exception):
    path = tmp_path / "one"
    path.write_bytes(b"old")
    with pytest.raises((StoreError, ValueError)) as caught, whole_file(path, what="a thing", mend="make room") as file:
        file.write(b"ne")
        raise fault
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    if isinstance(fault, OSError):
        assert str(caught.value) == f"{path}: a thing cannot be written (No space left on device); make room."


def test_a_folder_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(StoreError, match="No such file"), whole_file(tmp_path / "no" / "x", what="it", mend="make it"):
        pass
