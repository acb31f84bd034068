"""The soft PLC's OPC UA server: the nodes of every tag under one namespace URI, looking like those of an S7-1500.

Lives here: the address space, publishing values, the port. One of two modules that know asyncua.
Lives elsewhere: what the values are (.instruments); when they change (.run); the client's side (plc_bridge.opcua_door).
"""

# mypy: disable-error-code="attr-defined, arg-type"
# (asyncua re-exports its names implicitly and gives its integers types of their own)

from __future__ import annotations

import contextlib
import errno
import logging
import math
import socket
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from asyncua import Server, ua
from asyncua.common.utils import ServiceError

from plc_bridge.certificates import der_of, is_in_time, is_trusted, own_certificate
from plc_bridge.soft_plc.points import Point
from plc_bridge.tag_units import unece_id
from twin.errors import PeerError
from twin.signals import Quality

APPLICATION_URI = "urn:litwin:soft-plc"
ROOT = "DataBlocksGlobal"
UNECE = "http://www.opcfoundation.org/UA/units/un/cefact"
STATUS = {
    Quality.GOOD: ua.StatusCodes.Good,
    Quality.UNCERTAIN: ua.StatusCodes.UncertainEngineeringUnitsExceeded,
    Quality.BAD: ua.StatusCodes.BadSensorFailure,
}

logging.getLogger("asyncua").addHandler(logging.NullHandler())  # else its tracebacks reach stderr on their own


class SoftPlcServer:
    """A read-only OPC UA server with a node a tag: `async with SoftPlcServer(endpoint, points) as plc: ...`."""

    def __init__(
        self,
        endpoint: str,
        points: Sequence[Point],
        *,
        certificates: Path | None = None,
        earlier_namespaces: Sequence[str] = (),
    ) -> None:
        """Without a folder for `certificates` the server is open (no security), fit for this machine only; with one
        it takes SignAndEncrypt (Basic256Sha256) only, from clients whose certificate lies in the folder's `trusted`:
        a copy of any other waits in its `rejected`. `earlier_namespaces` are registered before the tags' own, as
        after a download that moved the index."""
        self.endpoint, self.points = endpoint, points
        self.certificates, self.earlier_namespaces = certificates, earlier_namespaces
        self.nodes: dict[str, ua.NodeId] = {}
        self.types = {point.tag: _variant_type(point) for point in points}
        self.server = Server()

    async def __aenter__(self) -> SoftPlcServer:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Build the nodes and listen; PeerError when the port is taken."""
        check_endpoint(self.endpoint)
        await self.server.init()
        self.server.set_endpoint(self.endpoint)
        self.server.set_server_name("litwin soft PLC")
        await self.server.set_application_uri(APPLICATION_URI)
        await self._secure()
        for uri in self.earlier_namespaces:
            await self.server.register_namespace(uri)
        await self._build()
        try:
            await self.server.start()
        except OSError as error:
            raise _taken(self.endpoint, error) from error

    async def stop(self) -> None:
        """Close every session and the port."""
        with contextlib.suppress(ConnectionError):
            await self.server.stop()

    async def _secure(self) -> None:
        self.server.set_identity_tokens([ua.AnonymousIdentityToken])
        if self.certificates is None:
            self.server.set_security_policy([ua.SecurityPolicyType.NoSecurity])
            return
        certificate, key = own_certificate(self.certificates, "soft-plc", APPLICATION_URI)
        await self.server.load_certificate(certificate)
        await self.server.load_private_key(key)
        self.server.set_security_policy([ua.SecurityPolicyType.Basic256Sha256_SignAndEncrypt])
        self.server.set_certificate_validator(partial(_admit, self.certificates))

    async def _build(self) -> None:
        items: dict[ua.NodeId, ua.AddNodesItem] = {}
        for uri in dict.fromkeys(point.row.namespace_uri for point in self.points):
            index = await self.server.register_namespace(uri)
            objects = ua.NodeId(ua.ObjectIds.ObjectsFolder)
            root = ua.NodeId(ROOT, index)
            items[root] = _folder(root, objects, ROOT)
            for point in self.points:
                if point.row.namespace_uri == uri:
                    self._build_tag(items, root, point)
        results = await self.server.iserver.isession.add_nodes(list(items.values()))
        for result in results:
            result.StatusCode.check()

    def _build_tag(self, items: dict[ua.NodeId, ua.AddNodesItem], root: ua.NodeId, point: Point) -> None:
        name = point.row.identifier.removeprefix("s=")
        parts, parent = name.split("."), root
        for depth in range(1, len(parts)):
            here = ua.NodeId(".".join(parts[:depth]), root.NamespaceIndex)
            items.setdefault(here, _folder(here, parent, parts[depth - 1].strip('"')))
            parent = here
        node = ua.NodeId(name, root.NamespaceIndex)
        self.nodes[point.tag] = node
        items[node] = _variable(node, parent, parts[-1].strip('"'), self.types[point.tag], point)
        if not point.is_whole:
            row = point.row
            span = ua.Range(Low=row.low, High=row.high)
            unit = ua.EUInformation(UNECE, unece_id(row.unit), ua.LocalizedText(row.unit), ua.LocalizedText(row.unit))
            for title, value in (("EURange", span), ("EngineeringUnits", unit)):
                place = ua.NodeId(f"{name}.{title}", root.NamespaceIndex)
                items[place] = _property(place, node, title, value)

    async def publish(self, values: Mapping[str, tuple[float, Quality, float | None]], source_time: float) -> None:
        """Show values (in the tags' units) as taken at `source_time` [Unix s], or at their own time where given.

        As in a PLC, one clock gives source and server times: the plant's, however fast it runs.
        """
        common = datetime.fromtimestamp(source_time, UTC)
        for tag, (value, quality, time) in values.items():
            usable = math.isfinite(value) and quality is not Quality.BAD
            kind = self.types[tag]
            shown = ua.DataValue(
                Value=ua.Variant(_as(kind, value), kind) if usable else ua.Variant(None, ua.VariantType.Null),
                StatusCode=ua.StatusCode(STATUS[quality if usable else Quality.BAD]),
                SourceTimestamp=common if time is None else datetime.fromtimestamp(time, UTC),
                ServerTimestamp=common,
            )
            await self.server.write_attribute_value(self.nodes[tag], shown)

    @property
    def clients(self) -> int:
        """Connections that are open now."""
        return len(self.server.bserver.clients) if self.server.bserver else 0


async def _admit(folder: Path, certificate: Any, _application: ua.ApplicationDescription) -> None:
    given = der_of(certificate)
    if not is_trusted(folder, given):
        raise ServiceError(ua.StatusCodes.BadCertificateUntrusted)
    if not is_in_time(given):
        raise ServiceError(ua.StatusCodes.BadCertificateTimeInvalid)


def _variant_type(point: Point) -> ua.VariantType:
    if point.is_switch:
        return ua.VariantType.Boolean
    return ua.VariantType.Int32 if point.is_whole else ua.VariantType.Float


def _as(kind: ua.VariantType, value: float) -> bool | int | float:
    if kind is ua.VariantType.Boolean:
        return value >= 0.5
    return round(value) if kind is ua.VariantType.Int32 else value


def _folder(node: ua.NodeId, parent: ua.NodeId, name: str) -> ua.AddNodesItem:
    item = _item(node, parent, name, ua.NodeClass.Object, ua.ObjectIds.FolderType)
    item.NodeAttributes = ua.ObjectAttributes(DisplayName=ua.LocalizedText(name), EventNotifier=0)
    return item


def _variable(node: ua.NodeId, parent: ua.NodeId, name: str, kind: ua.VariantType, point: Point) -> ua.AddNodesItem:
    shape = ua.ObjectIds.BaseDataVariableType if point.is_whole else ua.ObjectIds.AnalogItemType
    item = _item(node, parent, name, ua.NodeClass.Variable, shape)
    item.NodeAttributes = _readable(name, point.row.meaning, ua.Variant(_as(kind, point.normal), kind))
    item.NodeAttributes.DataType = ua.NodeId(kind.value)
    return item


def _property(node: ua.NodeId, parent: ua.NodeId, name: str, value: ua.Range | ua.EUInformation) -> ua.AddNodesItem:
    item = _item(node, parent, name, ua.NodeClass.Variable, ua.ObjectIds.PropertyType)
    item.BrowseName = ua.QualifiedName(name, 0)
    item.ReferenceTypeId = ua.NodeId(ua.ObjectIds.HasProperty)
    item.NodeAttributes = _readable(name, name, ua.Variant(value, ua.VariantType.ExtensionObject))
    kind = ua.ObjectIds.Range if isinstance(value, ua.Range) else ua.ObjectIds.EUInformation
    item.NodeAttributes.DataType = ua.NodeId(kind)
    return item


def _item(node: ua.NodeId, parent: ua.NodeId, name: str, kind: ua.NodeClass, shape: int) -> ua.AddNodesItem:
    item = ua.AddNodesItem()
    item.RequestedNewNodeId, item.ParentNodeId = node, parent
    item.BrowseName = ua.QualifiedName(name, node.NamespaceIndex)
    item.NodeClass, item.TypeDefinition = kind, ua.NodeId(shape)
    component = ua.ObjectIds.Organizes if kind is ua.NodeClass.Object else ua.ObjectIds.HasComponent
    item.ReferenceTypeId = ua.NodeId(component)
    return item


def _readable(name: str, meaning: str, value: ua.Variant) -> ua.VariableAttributes:
    attributes = ua.VariableAttributes()
    attributes.DisplayName, attributes.Description = ua.LocalizedText(name), ua.LocalizedText(meaning)
    attributes.Value, attributes.ValueRank = value, ua.ValueRank.Scalar
    attributes.WriteMask = attributes.UserWriteMask = 0
    attributes.AccessLevel = attributes.UserAccessLevel = ua.AccessLevel.CurrentRead.mask
    return attributes


def check_endpoint(endpoint: str) -> None:
    """PeerError unless a server can listen there now."""
    try:
        address = urlparse(endpoint)
        host, port = address.hostname, address.port
    except ValueError:
        host = port = None
    if host is None or port is None or address.scheme != "opc.tcp":
        raise PeerError(f"{endpoint}: not an endpoint; write one such as opc.tcp://127.0.0.1:4840")
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        raise _taken(endpoint, error) from error


def _taken(endpoint: str, error: OSError) -> PeerError:
    if error.errno == errno.EADDRINUSE:
        return PeerError(f"{endpoint}: the port is in use; stop the program that uses it, or choose another --endpoint")
    return PeerError(f"{endpoint}: cannot listen here ({error.strerror}); choose another --endpoint")
