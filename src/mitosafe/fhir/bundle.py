"""Foreign JSON → resources, each with its place; limits, and references between them.

Every object with a `resourceType` is a resource, wherever it stands: entries of a
Bundle (with or without their wrapper), contained resources, Parameters, a document in
a document. So no shape of R4, R4B or R5 can hide one. The walk is a loop and not a
recursion, and depth and number are limited, so that neither deep nesting nor a value
that contains itself can stop it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NoReturn, cast

import attrs

from mitosafe._text.showing import shown
from mitosafe.errors import MitosafeError

#: Why something was refused, and what is usually meant.
REASONS: Mapping[str, str] = {
    "too-large": "larger than the limit; raise Limits.size, or give the resources one by one",
    "not-utf8": "not UTF-8; FHIR JSON is UTF-8",
    "not-json": "not JSON; XML is not read, and NDJSON is line by line (--from fhir-ndjson)",
    "double-key": "a key stands twice in one object, so that one of its values would be lost",
    "too-deep": "nested deeper than Limits.depth, or it contains itself",
    "too-many": "more resources than Limits.resources; raise it, or give a part at a time",
    "not-a-resource": "no FHIR resource: an object with a resourceType, or a list of those",
}


@attrs.frozen(kw_only=True)
class Limits:
    """How much foreign input is read before it is refused.

    Examples:
        >>> Limits(size=1_000).depth
        100
    """

    #: The size of JSON text: bytes, or characters if it is text.
    size: int = 50_000_000
    #: How deep objects and lists may be nested; of a medicine, through references as well.
    depth: int = 100
    #: How many resources there may be, contained ones and those that are none counted.
    resources: int = 100_000
    #: How many characters a code or text that names a medicine may have.
    text: int = 5_000
    #: How many codes, texts and references are read for one medicine; the rest is named.
    names: int = 500


class Unreadable(MitosafeError, ValueError):
    """What was given cannot be read as FHIR at all.

    Args:
        reason: A key of `REASONS`.
        detail: Where or how much; never the content itself.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        """Keep the values."""
        self.reason = reason
        self.detail = detail
        super().__init__(reason, detail)

    def __str__(self) -> str:
        """Say what is wrong and where."""
        where = f" ({self.detail})" if self.detail else ""
        return f"{REASONS[self.reason]}{where}"


@attrs.frozen(kw_only=True)
class Problem:
    """Something in one place that was not read; it is named, and the reading goes on.

    Args:
        kind: A term of the vocabulary `exchange`.
        path: Where, as a FHIRPath expression.
        value: What stood there, as far as it helps.
    """

    kind: str
    path: str
    value: str = ""


@attrs.frozen(kw_only=True, eq=False)
class Resource:
    """One resource, and where it stands."""

    type: str
    data: Mapping[str, Any] = attrs.field(repr=False)
    #: Where it stands, as a FHIRPath expression.
    path: str
    #: The `fullUrl` of its entry, if it has one.
    url: str | None = None
    #: The resource in which it is contained, if it is.
    container: Resource | None = attrs.field(default=None, repr=False)

    @property
    def reference(self) -> str | None:
        """How another resource refers to it; none if it has no id and no address."""
        own = self.data.get("id")
        if isinstance(own, str) and own and self.type and self.container is None:
            return f"{self.type}/{own}"
        return self.url


def parse(given: str | bytes, limits: Limits) -> Any:
    """Parse JSON strictly.

    Args:
        given: The text of a resource.
        limits: What is refused.

    Returns:
        Its value.

    Raises:
        Unreadable: If it is too large, not UTF-8, not JSON, nested too deep, or has a
            key twice.
    """
    if len(given) > limits.size:
        raise Unreadable("too-large", f"{len(given)} > {limits.size}")
    try:
        text = given.decode("utf-8-sig") if isinstance(given, bytes) else given
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except UnicodeDecodeError as error:
        raise Unreadable("not-utf8", f"byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise Unreadable("not-json", f"line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise Unreadable("too-deep") from None
    except ValueError as error:
        if isinstance(error, Unreadable):
            raise
        # A number with thousands of digits.
        raise Unreadable("not-json", "a number is too long") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise Unreadable("double-key")
    return made


def _constant(name: str) -> NoReturn:
    raise Unreadable("not-json", name)


#: A place in a value: the place it stands in, and its key or number there.
_Place = tuple[Any, str | int]


class Pool:
    """All resources of one input, in the order of the input, and how they refer to each other."""

    def __init__(
        self,
        given: Mapping[str, Any] | Sequence[Any],
        limits: Limits,
        elsewhere: Callable[[str], Iterable[Mapping[str, Any]]] | None = None,
    ) -> None:
        """Find the resources.

        Args:
            given: A parsed object or list.
            limits: What is refused.
            elsewhere: Gives the resources of other inputs for a reference, `Medication/1`;
                none if there are no other inputs.

        Raises:
            Unreadable: If it is nested too deep or holds too many resources.
        """
        self.problems: list[Problem] = []
        self.resources: list[Resource] = []
        self._limits = limits
        self._elsewhere = elsewhere
        root = shown(given.get("resourceType", "")) if isinstance(given, Mapping) else ""
        self._by_url: dict[str, list[Resource]] = {}
        self._by_id: dict[str, list[Resource]] = {}
        self._contained: dict[tuple[int, str], list[Resource]] = {}
        #: The values, and the references, that an entry asks to delete.
        self._deleted: set[int | str] = set()
        if not isinstance(given, Mapping):
            self._expected(_items(given, ""))
        self._walk(given, root)

    def _walk(self, given: object, root: str) -> None:
        # Value, place, depth, resource around it, whether it is contained there, fullUrl.
        stack: list[tuple[Any, _Place, int, Resource | None, bool, str | None]]
        stack = [(given, (None, root), 0, None, False, None)]
        while stack:
            node, place, depth, around, contained, url = stack.pop()
            if depth > self._limits.depth:
                raise Unreadable("too-deep", f"depth {self._limits.depth}")
            if isinstance(node, Mapping):
                if "resourceType" in node:
                    around = self._found(node, place, around if contained else None, url)
                url = node.get("fullUrl") if isinstance(node.get("fullUrl"), str) else None
            for key, child in reversed(_children(node)):
                is_contained = key == "contained" or (contained and isinstance(node, list))
                own_url = url if key == "resource" else None
                stack.append((child, (place, key), depth + 1, around, is_contained, own_url))

    def _found(
        self,
        node: Mapping[str, Any],
        place: _Place,
        container: Resource | None,
        url: str | None,
    ) -> Resource | None:
        kind, path = node["resourceType"], _path(place)
        if not isinstance(kind, str) or not kind.strip():
            self.problems.append(Problem(kind="bad-type", path=path, value=shown(kind)))
            kind = ""
        found = Resource(type=kind.strip(), data=node, path=path, url=url, container=container)
        self.resources.append(found)
        self._limit()
        own = node.get("id")
        self._expected(_items(node.get("contained", ()), f"{path}.contained"))
        if found.type == "Bundle":
            self._entries(_items(node.get("entry", ()), f"{path}.entry"))
            self._pages(_items(node.get("link", ()), f"{path}.link"))
        if container is not None:
            self._contained.setdefault((id(container), f"#{own}"), []).append(found)
            return found
        if url is not None:
            self._by_url.setdefault(url, []).append(found)
        self._by_id.setdefault(f"{found.type}/{own}", []).append(found)
        return found

    def _entries(self, entries: Iterable[tuple[str, object]]) -> None:
        """Name the entries of a Bundle that hold something else than a resource."""
        for path, entry in entries:
            if not isinstance(entry, Mapping):
                self._expected([(path, entry)])
                continue
            asked = entry.get("request")
            if isinstance(asked, Mapping) and str(asked.get("method")).upper() == "DELETE":
                self._deleted |= {id(entry.get("resource")), shown(asked.get("url", ""))}
            if "resource" in entry:
                self._expected([(f"{path}.resource", entry["resource"])])

    def _pages(self, links: Iterable[tuple[str, object]]) -> None:
        """Name the further pages of a search: what is on them was not given."""
        for path, link in links:
            if isinstance(link, Mapping) and link.get("relation") == "next":
                url = shown(link.get("url", ""))
                self.problems.append(Problem(kind="more-pages", path=path, value=url))
                self._limit()

    def _expected(self, given: Iterable[tuple[str, object]]) -> None:
        """Name what stands where a resource is expected, and is none."""
        for path, one in given:
            is_resource = isinstance(one, Mapping) and "resourceType" in one
            if not is_resource and not isinstance(one, (list, tuple)):
                self.problems.append(Problem(kind="wrong-shape", path=path, value=shown(one)))
                self._limit()

    def _limit(self) -> None:
        if len(self.resources) + len(self.problems) > self._limits.resources:
            raise Unreadable("too-many", str(self._limits.resources))

    def resolve(self, reference: str, of: Resource) -> tuple[Resource, ...]:
        """Return what a reference may mean; several if the input has several of that name.

        Args:
            reference: A reference as it stands.
            of: The resource in which it stands.

        Returns:
            The resources; empty if it refers to nothing that was given.
        """
        wanted = reference.strip()
        if wanted.startswith("#"):
            around = of.container or of
            return tuple(self._contained.get((id(around), wanted), ()))
        wanted = wanted.split("/_history/")[0]
        base = (of.url or "").rsplit("/", 2)[0]
        found = self._by_url.get(wanted) or self._by_url.get(f"{base}/{wanted}")
        if found:
            return tuple(found)
        own = "/".join(wanted.split("/")[-2:])
        if own not in self._by_id and self._elsewhere is not None:
            for given in self._elsewhere(own):
                self._walk(given, own)
        same = self._by_id.get(own, [])
        if ":" in wanted:
            # An address elsewhere: the same id on another server is another resource.
            same = [resource for resource in same if resource.url is None]
        return tuple(same)

    def deletes(self, resource: Resource) -> bool:
        """Return whether an entry of the input asks to delete a resource."""
        return bool(self._deleted & {id(resource.data), resource.reference})

    def name(self, reference: str, path: str) -> str:
        """Return one name for all the ways in which a resource of the input is referred to.

        Args:
            reference: A reference as it stands.
            path: Where it stands; a contained resource has a name only there.

        Returns:
            `Patient/1`, an address, or a place.
        """
        wanted = reference.strip().split("/_history/")[0]
        if wanted.startswith("#"):
            return f"{path}{wanted}"
        for resource in self._by_url.get(wanted, ()):
            return resource.reference or wanted
        return wanted if wanted.startswith("urn:") else "/".join(wanted.split("/")[-2:])


def _children(node: object) -> Sequence[tuple[str | int, Any]]:
    """Return the members of an object or a list that can hold resources."""
    members = node.items() if isinstance(node, Mapping) else enumerate(cast("list[Any]", node))
    return [(key, child) for key, child in members if isinstance(child, (Mapping, list, tuple))]


def _items(given: object, path: str) -> Iterator[tuple[str, object]]:
    """Return the items of a list with their places; what is no list stands for itself."""
    if isinstance(given, (list, tuple)):
        yield from ((f"{path}[{number}]", item) for number, item in enumerate(given))
    else:
        yield path, given


def _path(place: _Place) -> str:
    """Write a place as FHIRPath."""
    parts: list[str] = []
    around, key = place
    while around is not None:
        parts.append(f"[{key}]" if isinstance(key, int) else f".{shown(key)}")
        around, key = around
    return (str(key) + "".join(reversed(parts))).lstrip(".")
