"""The embedded store: one SQLite file, litwin.sqlite3, in the data folder. The only module that knows its tables.

Lives here: the file's tables, the durable append, the single writer, reading while it writes.
Lives elsewhere: what is promised (.historian); the layout of a blob (.blocks); how a lock is held (.lock_file).

Samples enter as one blob a batch (`batch`, with `latest` in the same transaction, WAL, synchronous FULL). When
TAIL_BATCHES batches or TAIL_SAMPLES samples have gathered, one transaction moves them into one blob a tag (`segment`):
a reader of one tag then opens few blobs, each his own. Documents can be added, never changed: triggers refuse it.
"""

from __future__ import annotations

import json
import math
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np

from plc_bridge.blocks import FIELDS, Table, pack, split, unpack
from plc_bridge.historian import ORIGINS, Document, Historian, Sample
from plc_bridge.lock_file import LockFile
from twin.errors import StoreError
from twin.signals import Quality

FILE, WRITER_LOCK = "litwin.sqlite3", "writer.lock"
APPLICATION_ID = int.from_bytes(b"litw", "big")
"""In the file's header: says whose file it is (SQLite's application_id)."""
SCHEMA_VERSION = 2
"""2: the header has the application_id, and samples may be "repeated". 1 had neither; its tables are the same."""
TAIL_BATCHES = 600
TAIL_SAMPLES = 200_000

_QUALITIES = tuple(Quality)
_QUALITY_CODE = {quality: code for code, quality in enumerate(_QUALITIES)}
_ORIGIN_CODE = {origin: code for code, origin in enumerate(ORIGINS)}

_SCHEMA = """
CREATE TABLE name (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL, UNIQUE (kind, text));
CREATE TABLE batch (id INTEGER PRIMARY KEY AUTOINCREMENT, first REAL NOT NULL, last REAL NOT NULL,
    count INTEGER NOT NULL, blob BLOB NOT NULL);
CREATE TABLE segment (id INTEGER PRIMARY KEY, tag INTEGER NOT NULL, first REAL NOT NULL, last REAL NOT NULL,
    count INTEGER NOT NULL, blob BLOB NOT NULL);
CREATE INDEX segment_of_tag ON segment (tag, last, first, count);
CREATE TABLE latest (tag INTEGER PRIMARY KEY, source_time REAL, server_time REAL, receive_time REAL, value REAL,
    raw REAL, seq INTEGER, status INTEGER, reason INTEGER, quality INTEGER, origin INTEGER);
CREATE TABLE document (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, at REAL NOT NULL, body TEXT NOT NULL);
CREATE INDEX document_of_kind ON document (kind, at, id);
CREATE TRIGGER document_stays BEFORE UPDATE ON document BEGIN SELECT RAISE(ABORT, 'documents are never changed'); END;
CREATE TRIGGER document_kept BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'documents are never deleted'); END;
CREATE TABLE tag_row (place INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE mark (key TEXT PRIMARY KEY, value INTEGER NOT NULL);
"""

_FIRST_TABLES = {"name", "batch", "segment", "latest", "document", "tag_row", "mark"}
_MARKS = ("application_id", "user_version")
_MAGIC = b"SQLite format 3\0"

_COLUMNS = "tag, source_time, server_time, receive_time, value, raw, seq, status, reason, quality, origin"
_UPSERT = (
    f"INSERT INTO latest ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (tag) DO UPDATE SET "
    + ", ".join(f"{c} = excluded.{c}" for c in _COLUMNS.split(", ")[1:])
    + " WHERE (excluded.source_time, excluded.seq) >= (latest.source_time, latest.seq)"
)

_RAISE_SEQ = "INSERT INTO mark VALUES ('seq', ?) ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)"


def open_store(data_dir: Path | str, *, writer: bool) -> SqliteHistorian:
    """The store of a data folder; a writer makes folder and file where they are missing.

    An empty file, such as a crash may leave, is as good as none. StoreError when the folder cannot be used, the file
    is not litwin's, of a newer litwin or damaged, another process already writes here, or (as reader) there is no
    store yet.
    """
    folder = Path(data_dir)
    if writer:
        _make_folder(folder)
    elif not (folder / FILE).is_file():
        raise StoreError(f"{folder}: there is no store ({FILE}) here yet; `litwin live` or `litwin up` makes one")
    _check_file(folder / FILE)
    return SqliteHistorian(folder, writer=writer)


def _make_folder(folder: Path) -> None:
    mend = "name a folder that this user may write to with --data"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / WRITER_LOCK).touch()
    except FileExistsError as error:
        raise StoreError(f"{folder}: this is a file, not a folder; {mend}") from error
    except OSError as error:
        raise StoreError(f"{folder}: cannot be used as data folder ({error.strerror}); {mend}") from error


def _check_file(path: Path) -> None:
    """StoreError when the file is no SQLite file, before SQLite touches it or a log that lies beside it."""
    log = Path(f"{path}-wal")
    try:
        start = _beginning(path) if path.exists() else b""
        has_log = log.exists() and log.stat().st_size > 0
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror}). Allowed: a file that this user may read. "
                         "Change its rights, or name another folder with --data") from error  # fmt: skip
    if not start and has_log:  # SQLite would delete the log of an empty file
        raise StoreError(
            f"{path}: empty, while its log {log.name} holds values: the file itself was lost. Allowed: "
            "both as they belong together. Put back a copy of both, or name another folder with --data"
        )
    if start and start != _MAGIC:
        raise StoreError(
            f"{path}: not an SQLite file, it begins with {start!r}. Allowed: a store that litwin made. "
            "Put back a copy of it, move this file away, or name another folder with --data"
        )


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_MAGIC))


class SqliteHistorian(Historian):
    """The store as one SQLite file; safe to use from several threads."""

    def __init__(self, folder: Path, *, writer: bool) -> None:
        self.path = folder / FILE
        self.writer = writer
        self._mutex = threading.RLock()
        self._ids: dict[tuple[str, str], int] = {}
        self._names: dict[int, str] = {}
        self._lock = hold_write_lock(folder) if writer else None
        try:
            with self._sense():
                self._db = self._connect()
        except StoreError:
            self._give_back_lock()
            raise
        try:
            with self._sense():
                self._prepare()
        except StoreError:
            self.close()
            raise

    def _connect(self) -> sqlite3.Connection:
        target = self.path.absolute().as_uri() + ("" if self.writer else "?mode=ro")
        return sqlite3.connect(target, uri=True, isolation_level=None, check_same_thread=False, timeout=10.0)

    def _prepare(self) -> None:
        version = self._version()
        if self.writer:
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            if version < SCHEMA_VERSION:
                tables = "" if version else _SCHEMA
                marks = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION};"
                self._db.executescript(f"BEGIN IMMEDIATE; {tables} {marks} COMMIT;")
        elif version == 0:
            raise StoreError(f"{self.path}: the store is still empty; `litwin live` or `litwin up` fills it")
        self._db.execute("SELECT count(*) FROM latest").fetchone()

    def _version(self) -> int:
        """Store version of the file, 0 when nothing is in it; StoreError when it is not one that we may use."""
        whose, version = (self._db.execute(f"PRAGMA {name}").fetchone()[0] for name in _MARKS)
        tables = {name for (name,) in self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        ours = whose == APPLICATION_ID or (whose == 0 and version == 1 and tables >= _FIRST_TABLES)
        if not ours and (whose or version or tables):
            held = f"tables {', '.join(sorted(tables)[:3])}" if tables else f"application_id {whose}, version {version}"
            raise StoreError(f"{self.path}: an SQLite file of another program ({held}). Allowed: a store that litwin "
                             "made. Move this file away, or name another folder with --data")  # fmt: skip
        if version > SCHEMA_VERSION:
            raise StoreError(f"{self.path}: made by a newer litwin (store version {version}). Allowed: version 1 to "
                             f"{SCHEMA_VERSION}. Use that litwin, or name another folder with --data")  # fmt: skip
        return int(version)

    @contextmanager
    def _sense(self) -> Iterator[None]:
        """What SQLite complains about, as one clear line."""
        with self._mutex:
            try:
                yield
            except (sqlite3.Error, ValueError, OverflowError) as error:
                raise StoreError(f"{self.path}: {_plain(error)}") from error

    @contextmanager
    def _transaction(self, kind: str = "IMMEDIATE") -> Iterator[sqlite3.Connection]:
        with self._sense():
            self._db.execute(f"BEGIN {kind}")
            try:
                yield self._db
            except BaseException:
                self._ids.clear()
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    # -- samples in

    def append(self, samples: Sequence[Sample]) -> int:
        with self._transaction() as db:
            table = self._table(samples)
            blob, times = pack(table), table["source_time"]
            span = (float(times.min()), float(times.max())) if len(table) else (0.0, 0.0)
            insert = "INSERT INTO batch (first, last, count, blob) VALUES (?,?,?,?)"
            number = db.execute(insert, (*span, len(table), blob)).lastrowid or 0
            newest = {row[0]: row for row in sorted(table.tolist(), key=_age)}
            db.executemany(_UPSERT, newest.values())
            db.execute(_RAISE_SEQ, (int(table["seq"].max(initial=0)),))
        with suppress(StoreError):  # the samples are safe in their batches: the next append tries again
            self._compact_when_long()
        return number

    def _table(self, samples: Sequence[Sample]) -> Table:
        table = np.zeros(len(samples), FIELDS)
        if not samples:
            return table
        columns = dict(zip(Sample._fields, zip(*samples, strict=True), strict=True))
        for name in ("source_time", "server_time", "receive_time", "value", "raw", "seq", "status"):
            table[name] = columns[name]
        table["tag"] = [self._id("tag", tag) for tag in columns["tag"]]
        table["reason"] = [self._id("reason", reason) if reason else 0 for reason in columns["reason"]]
        table["quality"] = [_QUALITY_CODE[quality] for quality in columns["quality"]]
        table["origin"] = [_ORIGIN_CODE[origin] for origin in columns["origin"]]
        if not np.isfinite(table["source_time"]).all():
            raise ValueError("a sample without a finite source time cannot be kept")
        return table

    def _id(self, kind: str, text: str) -> int:
        known = self._ids.get((kind, text))
        if known is None:
            self._db.execute("INSERT OR IGNORE INTO name (kind, text) VALUES (?,?)", (kind, text))
            row = self._db.execute("SELECT id FROM name WHERE kind = ? AND text = ?", (kind, text)).fetchone()
            known = self._ids[kind, text] = int(row[0])
        return known

    def _compact_when_long(self) -> None:
        with self._sense():
            batches, samples = self._db.execute("SELECT count(*), total(count) FROM batch").fetchone()
        if batches >= TAIL_BATCHES or samples >= TAIL_SAMPLES:
            self.compact()

    def compact(self) -> None:
        """Move the gathered batches into one blob a tag."""
        with self._transaction() as db:
            rows = db.execute("SELECT id, blob FROM batch WHERE count > 0 ORDER BY id").fetchall()
            if not rows:
                return
            for run in split(np.concatenate([unpack(blob) for _, blob in rows])):
                rows_of_tag = run[np.lexsort((run["seq"], run["source_time"]))]
                first, last = rows_of_tag["source_time"][[0, -1]].tolist()
                values = (int(run["tag"][0]), first, last, len(run), pack(rows_of_tag))
                db.execute("INSERT INTO segment (tag, first, last, count, blob) VALUES (?,?,?,?,?)", values)
            db.execute("DELETE FROM batch WHERE id <= ?", (rows[-1][0],))

    # -- samples out

    def latest(self) -> dict[str, Sample]:
        with self._sense():
            rows = self._db.execute(f"SELECT {_COLUMNS} FROM latest ORDER BY tag").fetchall()
            numbers = [tuple(math.nan if cell is None else cell for cell in row) for row in rows]
            return {sample.tag: sample for sample in self._samples(np.array(numbers, FIELDS))}

    def forget_latest(self, tags: Sequence[str]) -> None:
        of_tag = "DELETE FROM latest WHERE tag = (SELECT id FROM name WHERE kind = 'tag' AND text = ?)"
        with self._transaction() as db:
            db.executemany(of_tag, [(tag,) for tag in tags])

    def last_seq(self) -> int:
        with self._sense():
            row = self._db.execute("SELECT value FROM mark WHERE key = 'seq'").fetchone()
        return int(row[0]) if row else 0

    def read(self, tag: str, start: float, end: float) -> list[Sample]:
        with self._sense():
            return self._samples(self.read_table(tag, start, end))

    def read_all(self, start: float, end: float) -> list[Sample]:
        with self._transaction("DEFERRED") as db:
            where = "last >= ? AND first < ?"
            blobs = db.execute(f"SELECT blob FROM segment WHERE {where}", (start, end)).fetchall()
            blobs += db.execute(f"SELECT blob FROM batch WHERE {where}", (start, end)).fetchall()
            return self._samples(_ordered([unpack(blob) for (blob,) in blobs], start, end))

    def read_table(self, tag: str, start: float, end: float) -> Table:
        """As `read`, as a numpy table of .blocks.FIELDS (names as numbers): for long spans."""
        with self._transaction("DEFERRED") as db:
            found = db.execute("SELECT id FROM name WHERE kind = 'tag' AND text = ?", (tag,)).fetchone()
            if found is None:
                return np.zeros(0, FIELDS)
            of_tag = "SELECT blob FROM segment WHERE tag = ? AND last >= ? AND first < ?"
            blobs = db.execute(of_tag, (found[0], start, end)).fetchall()
            blobs += db.execute("SELECT blob FROM batch WHERE last >= ? AND first < ?", (start, end)).fetchall()
            return _ordered([unpack(blob, found[0]) for (blob,) in blobs], start, end)

    def _samples(self, table: Table) -> list[Sample]:
        wanted = {int(number) for name in ("tag", "reason") for number in np.unique(table[name])} - {0}
        if not wanted <= self._names.keys():
            self._names = {0: "", **dict(self._db.execute("SELECT id, text FROM name").fetchall())}
        names = self._names
        columns = (
            map(names.__getitem__, table["tag"].tolist()),
            table["value"].tolist(),
            table["raw"].tolist(),
            map(_QUALITIES.__getitem__, table["quality"].tolist()),
            map(names.__getitem__, table["reason"].tolist()) if wanted else [""] * len(table),
            *(table[name].tolist() for name in ("source_time", "server_time", "receive_time")),
            map(ORIGINS.__getitem__, table["origin"].tolist()),
            table["seq"].tolist(),
            table["status"].tolist(),
        )
        return list(map(Sample._make, zip(*columns, strict=True)))

    # -- documents and tags

    def put(self, kind: str, at: float, body: Mapping[str, Any]) -> None:
        with self._transaction() as db:
            text = json.dumps(body, ensure_ascii=False, allow_nan=False)
            db.execute("INSERT INTO document (kind, at, body) VALUES (?,?,?)", (kind, at, text))

    def last(self, kind: str) -> Document | None:
        with self._sense():
            newest = "SELECT at, body FROM document WHERE kind = ? ORDER BY at DESC, id DESC LIMIT 1"
            row = self._db.execute(newest, (kind,)).fetchone()
            return (row[0], json.loads(row[1])) if row else None

    def series(self, kind: str, start: float, end: float) -> list[Document]:
        with self._sense():
            within = "SELECT at, body FROM document WHERE kind = ? AND at >= ? AND at < ? ORDER BY at, id"
            rows = self._db.execute(within, (kind, start, end)).fetchall()
            return [(at, json.loads(body)) for at, body in rows]

    def put_tags(self, rows: Iterable[Mapping[str, Any]]) -> None:
        bodies = [(json.dumps(row, ensure_ascii=False),) for row in rows]
        with self._transaction() as db:
            db.execute("DELETE FROM tag_row")
            db.executemany("INSERT INTO tag_row (body) VALUES (?)", bodies)

    def tags(self) -> list[dict[str, Any]]:
        with self._sense():
            return [json.loads(body) for (body,) in self._db.execute("SELECT body FROM tag_row ORDER BY place")]

    def stats(self) -> dict[str, Any]:
        with self._transaction("DEFERRED") as db:
            spans = [db.execute(f"SELECT total(count), min(first), max(last) FROM {table} WHERE count > 0").fetchone()
                     for table in ("batch", "segment")]  # fmt: skip
            tags = db.execute("SELECT count(*) FROM latest").fetchone()[0]
            events = self.series("event", -math.inf, math.inf)
        return {
            "tags": tags,
            "values": int(sum(span[0] for span in spans)),
            "first": min((span[1] for span in spans if span[1] is not None), default=None),
            "last": max((span[2] for span in spans if span[2] is not None), default=None),
            "gaps": [body for _, body in events if body.get("kind") == "gap"],
            "bytes": sum(file.stat().st_size for file in self.path.parent.glob(FILE + "*")),
        }

    def close(self) -> None:
        with self._mutex:
            self._db.close()
            self._give_back_lock()

    def _give_back_lock(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def hold_write_lock(folder: Path, *, patience: float = 0.0) -> LockFile:
    """The right to write to a folder's store; StoreError when another process still has it after so long [s]."""
    busy = f"{folder}: another litwin process already writes to this store; stop it, or name another folder with --data"
    return LockFile(folder / WRITER_LOCK, busy, patience=patience)


def _ordered(tables: list[Table], start: float, end: float) -> Table:
    """Tables as one, within the span, each sample once."""
    table = np.concatenate(tables) if tables else np.zeros(0, FIELDS)
    table = table[(table["source_time"] >= start) & (table["source_time"] < end)]
    table = table[np.lexsort((table["tag"], table["seq"], table["source_time"]))]
    again = np.zeros(len(table), bool)
    again[1:] = True
    for name in ("source_time", "seq", "tag"):
        again[1:] &= table[name][1:] == table[name][:-1]
    return table[~again]


def _age(row: tuple[Any, ...]) -> tuple[float, int]:
    place = FIELDS.names or ()
    return row[place.index("source_time")], row[place.index("seq")]


def _plain(error: Exception) -> str:
    text = str(error)
    if isinstance(error, OverflowError):
        return f"a number is too large to be kept ({text}); allowed: seq below 2**63, status below 2**32"
    if isinstance(error, json.JSONDecodeError):
        text = f"malformed document: {text}"
    elif "Out of range float" in text:
        return f"a document may hold finite numbers only ({text}); write none for a figure that is none"
    if "not a database" in text or "malformed" in text or "blob" in text or "no such" in text:
        return f"the file is damaged ({text}); put back a copy of it, or name another folder with --data"
    if "full" in text:
        return "the disk is full; make room: nothing was lost that had been acknowledged"
    if "readonly" in text or "unable to open" in text:
        return f"cannot be opened ({text}); is the folder writable for this user?"
    return text
