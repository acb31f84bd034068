# mypy: disable-error-code="attr-defined, arg-type"
# (asyncua re-exports its names implicitly and gives its integers types of their own)
"""The bridge's door to an OPC UA server: one connection, from opening to closing. One of two modules that know asyncua.

Lives here: opening with or without security, finding nodes by namespace URI, comparing them with the tag map,
subscribing, asking whether the server lives, and all of asyncua's complaints in plain words.
Lives elsewhere: when to open anew (.supervisor); what a value is worth (.quality); the soft PLC's side (.soft_plc).

asyncua's own reconnection is not used: after a restart that moves the namespace index it delivers foreign values with
status Good, and after a frozen server it stays connected without data. A connection is used until its first fault.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import socket
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from asyncua import Client, ua
from asyncua.crypto.security_policies import SecurityPolicyBasic256Sha256

from plc_bridge.certificates import is_in_time, is_trusted, own_certificate, thumbprint
from plc_bridge.config import ServerConfig
from plc_bridge.tag_map import TagRow
from plc_bridge.tag_units import unece_id
from twin.errors import PeerError

APPLICATION_URI = "urn:litwin:bridge"
BATCH = 100
"""Nodes in one call; an S7-1500 takes 1,000, counted over calls that overlap."""
ANSWER_WITHIN = 10.0
"""Longest wait for an answer [s]; an S7-1500 may need that long to make 100 items."""
OPEN_WITHIN, CLOSE_WITHIN = 4.0, 2.0
"""Longest wait for a connection to open, and for a session to close [s]."""
PUBLISHING_MS = 500.0
KEEP_ALIVES = 2
"""Publishing intervals without data after which the server says that it lives."""
LIFETIME = 60
"""Publishing intervals after which a server forgets a subscription that nobody asks for."""
SESSION_MS = 30_000
NUMERIC_TYPES = frozenset(range(1, 12)) | {26, 27, 28, 29}
"""DataType identifiers of Boolean to Double, and of the abstract numbers."""

logging.getLogger("asyncua").addHandler(logging.NullHandler())  # else its tracebacks reach stderr on their own

Received = Callable[[str, object, int, float | None, float | None], None]
"""Tag, value as it came, status code, source time, server time [Unix s]."""


class Probe(NamedTuple):
    """What a server says of itself."""

    namespaces: tuple[str, ...]
    start_time: float
    server_time: float


class Link:
    """One connection with one session and one subscription."""

    def __init__(self, client: Client, url: str) -> None:
        self.client, self.url = client, url
        self.nodes: dict[str, ua.NodeId] = {}
        self.tags: dict[int, str] = {}
        self.subscription: int | None = None
        self.revised_publishing_ms = math.nan

    async def probe(self) -> Probe:
        """Ask the server for namespaces, start time and clock."""
        ids = (ua.ObjectIds.Server_NamespaceArray, ua.ObjectIds.Server_ServerStatus)
        answers = await self._read([ua.NodeId(number) for number in ids], ua.AttributeIds.Value)
        names, status = (answer.Value.Value if answer.Value else None for answer in answers)
        if not names or status is None:
            raise PeerError(f"{self.url}: the server does not tell its namespaces and its state")
        return Probe(tuple(names), _unix(status.StartTime) or math.nan, _unix(status.CurrentTime) or math.nan)

    async def find(self, rows: Sequence[TagRow], namespaces: Sequence[str]) -> dict[str, str]:
        """Find the node of each row by namespace URI; the tags that could not be found, and why."""
        failed = {}
        for row in rows:
            if row.namespace_uri not in namespaces:
                failed[row.tag] = f"the server has no namespace {row.namespace_uri}"
                continue
            index = namespaces.index(row.namespace_uri)
            kind, _, text = row.identifier.partition("=")
            if row.identifier.startswith("/"):
                node = await self._walk(row.identifier, index)
                if node is None:
                    failed[row.tag] = f"the server has no path {row.identifier}"
                    continue
            else:
                node = ua.NodeId(int(text) if kind == "i" else text, index)
            self.nodes[row.tag] = node
        return failed

    async def _walk(self, path: str, index: int) -> ua.NodeId | None:
        names = [ua.QualifiedName(part, index) for part in path.strip("/").split("/")]
        found = await self._translate([_browse_path(ua.NodeId(ua.ObjectIds.ObjectsFolder), *names)])
        return found[0]

    async def compare(self, rows: Sequence[TagRow]) -> dict[str, str]:
        """Tags whose node and row disagree about type, access, unit or range, and how."""
        misfits = {}
        for some in _batches([row for row in rows if row.tag in self.nodes]):
            nodes = [self.nodes[row.tag] for row in some]
            kinds = await self._read(nodes, ua.AttributeIds.DataType)
            access = await self._read(nodes, ua.AttributeIds.UserAccessLevel)
            spans = await self._properties(nodes, "EURange")
            units = await self._properties(nodes, "EngineeringUnits")
            for row, *answers in zip(some, kinds, access, spans, units, strict=True):
                misfit = _misfit(row, *answers)
                if misfit:
                    misfits[row.tag] = misfit
        return misfits

    async def subscribe(self, rows: Sequence[TagRow], received: Received, alive: Callable[[], None]) -> dict[str, str]:
        """Have the values of all found rows sent; the tags that the server refuses, and why."""
        callback = self._publisher(received, alive)
        wanted = ua.CreateSubscriptionParameters(
            RequestedPublishingInterval=PUBLISHING_MS,
            RequestedLifetimeCount=LIFETIME,
            RequestedMaxKeepAliveCount=KEEP_ALIVES,
            PublishingEnabled=True,
        )
        made = await self._in_time(self.client.uaclient.session.create_subscription(wanted, callback))
        self.subscription, self.revised_publishing_ms = made.SubscriptionId, made.RevisedPublishingInterval
        refused = {}
        for some in _batches([row for row in rows if row.tag in self.nodes]):
            results = await self._monitor(some)
            for row, status in zip(some, results, strict=True):
                if status:  # alone once more: one bad item can spoil a call
                    refused.update(await self.retry(row))
        return refused

    async def retry(self, row: TagRow) -> dict[str, str]:
        """Ask for one item by itself; empty when the server now sends it."""
        status = (await self._monitor([row]))[0]
        return {row.tag: f"the server refuses it: {ua.StatusCode(status).name}"} if status else {}

    async def _monitor(self, rows: Sequence[TagRow]) -> list[int]:
        params = ua.CreateMonitoredItemsParameters()
        params.SubscriptionId = self.subscription
        params.TimestampsToReturn = ua.TimestampsToReturn.Both
        first = len(self.tags) + 1
        params.ItemsToCreate = [
            _monitored(self.nodes[row.tag], handle, row.sampling_ms) for handle, row in enumerate(rows, first)
        ]
        self.tags.update(enumerate((row.tag for row in rows), first))  # before the answer: data may overtake it
        results = await self._in_time(self.client.uaclient.session.create_monitored_items(params))
        if len(results) != len(rows):
            raise PeerError(f"{self.url}: asked for {len(rows)} items, the server answered {len(results)}")
        return [result.StatusCode.value if result.StatusCode.is_bad() else 0 for result in results]

    def _publisher(self, received: Received, alive: Callable[[], None]) -> Callable[[ua.PublishResult], None]:
        tags = self.tags

        def publish(result: ua.PublishResult) -> None:
            alive()
            for message in result.NotificationMessage.NotificationData or ():
                for item in getattr(message, "MonitoredItems", ()):
                    tag, data = tags.get(item.ClientHandle), item.Value
                    if tag is not None and data is not None:
                        status = data.StatusCode.value if data.StatusCode is not None else 0
                        given = data.Value.Value if data.Value is not None else None
                        received(tag, given, status, _unix(data.SourceTimestamp), _unix(data.ServerTimestamp))

        return publish

    async def close(self) -> None:
        """Close session, channel and socket, as far as the server still answers."""
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self.client.disconnect(), CLOSE_WITHIN)
        self.client.disconnect_socket()

    async def _read(self, nodes: Sequence[ua.NodeId], attribute: int) -> list[ua.DataValue]:
        params = ua.ReadParameters()
        params.NodesToRead = [ua.ReadValueId(NodeId=node, AttributeId=attribute) for node in nodes]
        answers: list[ua.DataValue] = await self._in_time(self.client.uaclient.session.read(params))
        return answers

    async def _properties(self, nodes: Sequence[ua.NodeId], name: str) -> list[ua.DataValue | None]:
        """Value of the named property of each node; None where there is none."""
        has = ua.NodeId(ua.ObjectIds.HasProperty)
        paths = [_browse_path(node, ua.QualifiedName(name, 0), reference=has) for node in nodes]
        found = await self._translate(paths)
        values = iter(await self._read([node for node in found if node is not None], ua.AttributeIds.Value)
                      if any(node is not None for node in found) else ())  # fmt: skip
        return [None if node is None else next(values) for node in found]

    async def _translate(self, paths: list[ua.BrowsePath]) -> list[ua.NodeId | None]:
        session = self.client.uaclient.session
        results = await self._in_time(session.translate_browsepaths_to_nodeids(paths))
        return [result.Targets[0].TargetId if result.StatusCode.is_good() and result.Targets else None
                for result in results]  # fmt: skip

    async def _in_time(self, work: Any) -> Any:
        with plain_words(self.url):
            return await asyncio.wait_for(work, ANSWER_WITHIN)


async def open_link(server: ServerConfig, url: str) -> Link:
    """A fresh connection with an open session; PeerError, in plain words, when it cannot be had."""
    client = Client(url, timeout=ANSWER_WITHIN, watchdog_intervall=3600.0, auto_reconnect=False)
    client.name = client.description = "litwin bridge"
    client.application_uri = APPLICATION_URI
    client.session_timeout = SESSION_MS
    if server.user is not None:
        client.set_user(server.user)
        client.set_password(server.password or "")
    try:
        with plain_words(url):
            await _secure(client, server, url)
            await asyncio.wait_for(client.connect(), OPEN_WITHIN)
    except BaseException:
        client.disconnect_socket()
        raise
    return Link(client, url)


async def _secure(client: Client, server: ServerConfig, url: str) -> None:
    if server.security == "none" or server.certificates is None:
        return
    certificate, key = own_certificate(server.certificates, "bridge", APPLICATION_URI)
    endpoints = await asyncio.wait_for(client.connect_and_get_server_endpoints(), OPEN_WITHIN)
    mode, policy = ua.MessageSecurityMode.SignAndEncrypt, SecurityPolicyBasic256Sha256
    theirs = Client.find_endpoint(endpoints, mode, policy.URI).ServerCertificate
    if not is_trusted(server.certificates, theirs):
        place = server.certificates / "rejected" / f"{thumbprint(theirs)}.der"
        raise PeerError(f"{url}: a foreign certificate, thumbprint {thumbprint(theirs)}; if it is the plant's, "
                        f"move {place} into {server.certificates / 'trusted'}")  # fmt: skip
    if not is_in_time(theirs):
        raise PeerError(f"{url}: the server's certificate {thumbprint(theirs)} is not valid today; have it renewed")
    await client.set_security(policy, certificate, key, server_certificate=theirs, mode=mode)


@contextlib.contextmanager
def plain_words(url: str) -> Any:
    """Whatever goes wrong with a peer, as PeerError in one line."""
    try:
        yield
    except PeerError:
        raise
    except (ua.UaError, OSError, TimeoutError, AssertionError, AttributeError, ValueError) as error:
        raise PeerError(f"{url}: {_why(error)}") from error


def _why(error: Exception) -> str:
    name = getattr(getattr(error, "code", None), "name", type(error).__name__)
    for kind, words, meaning in _MEANINGS:
        if isinstance(error, kind) and (not words or any(word in f"{name} {error}" for word in words)):
            return meaning.format(name=name)
    if isinstance(error, OSError):
        return f"the connection broke ({error.strerror or error})"
    return f"the server answers {name}: {error}"


_MEANINGS: tuple[tuple[type[Exception], tuple[str, ...], str], ...] = (
    (TimeoutError, (), "no answer in time; is the server alive, and is it an OPC UA server?"),
    (socket.gaierror, (), "this host name is not known; check the url"),
    (ConnectionRefusedError, (), "nothing listens here; is the server running, and are address and port right?"),
    (ua.UaError, ("Identity", "UserAccess"), "user or password refused ({name}); check them in the config"),
    (ua.UaError, ("Certificate", "SecurityChecks"), "our certificate is refused ({name}); have it trusted there"),
    (ua.UaError, ("No matching endpoints",), "the server does not offer this security; check 'security' in the config"),
    (AssertionError, (), "the server does not offer this security; check 'security' in the config"),
)
"""Kind of error, words in it (any), what it means to a person."""


def _misfit(
    row: TagRow, kind: ua.DataValue, access: ua.DataValue, span: ua.DataValue | None, unit: ua.DataValue | None
) -> str:
    """How a node disagrees with its row; empty when it does not, or does not tell."""
    if kind.StatusCode is not None and kind.StatusCode.is_bad():
        return f"the server does not have this node ({kind.StatusCode.name})"
    kind_id = kind.Value.Value if kind.Value else None
    if kind_id is not None and kind_id.NamespaceIndex == 0 and kind_id.Identifier not in NUMERIC_TYPES:
        return f"DataType i={kind_id.Identifier} is no number"
    level = access.Value.Value if access.Value else None
    if isinstance(level, int) and not level & ua.AccessLevel.CurrentRead.mask:
        return "the node may not be read"
    told = unit.Value.Value if unit is not None and unit.Value else None
    if isinstance(told, ua.EUInformation) and not _same_unit(row.unit, told):
        return f"the server's unit is '{told.DisplayName.Text}', the tag map's '{row.unit}'"
    range_ = span.Value.Value if span is not None and span.Value else None
    if isinstance(range_, ua.Range) and not (_near(range_.Low, row.low) and _near(range_.High, row.high)):
        return f"the server's range is {range_.Low:g} to {range_.High:g}, the tag map's {row.low:g} to {row.high:g}"
    return ""


def _same_unit(unit: str, told: ua.EUInformation) -> bool:
    ours = unece_id(unit)
    if ours != -1 and told.UnitId not in (-1, 0):
        return bool(told.UnitId == ours)
    text = told.DisplayName.Text if told.DisplayName else None
    return not text or text.replace(" ", "") == unit.replace(" ", "")


def _near(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-9)


def _monitored(node: ua.NodeId, handle: int, sampling_ms: float) -> ua.MonitoredItemCreateRequest:
    request = ua.MonitoredItemCreateRequest()
    request.ItemToMonitor = ua.ReadValueId(NodeId=node, AttributeId=ua.AttributeIds.Value)
    request.MonitoringMode = ua.MonitoringMode.Reporting
    request.RequestedParameters = ua.MonitoringParameters(
        ClientHandle=handle,
        SamplingInterval=sampling_ms,
        Filter=ua.DataChangeFilter(Trigger=ua.DataChangeTrigger.StatusValueTimestamp),
        QueueSize=10,
        DiscardOldest=True,
    )
    return request


def _browse_path(start: ua.NodeId, *names: ua.QualifiedName, reference: ua.NodeId | None = None) -> ua.BrowsePath:
    kind = reference or ua.NodeId(ua.ObjectIds.HierarchicalReferences)
    steps = [ua.RelativePathElement(kind, False, True, name) for name in names]
    return ua.BrowsePath(StartingNode=start, RelativePath=ua.RelativePath(Elements=steps))


def _unix(moment: datetime | None) -> float | None:
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _batches(rows: Sequence[TagRow]) -> Iterable[Sequence[TagRow]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


async def check_server(server: ServerConfig, rows: Sequence[TagRow]) -> Mapping[str, str]:
    """Connect once and look: the tags that are not there or do not fit, and why. PeerError when there is no way in."""
    link = await open_link(server, server.urls[0])
    try:
        probe = await link.probe()
        return {**await link.find(rows, probe.namespaces), **await link.compare(rows)}
    finally:
        await link.close()
