"""HTTP to registries: the only room of ``requests`` besides http build contexts.

Credentials never follow a redirect to another host, never go over plain HTTP to a host that was reached by
HTTPS, and nothing is read from ``.netrc``. A 429 or a passing 5xx of a repeatable request is tried again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from pydock import __version__
from pydock.errors import RegistryError
from pydock.registry.trust import Trust, failure, proxies_for

if TYPE_CHECKING:
    import ssl

    import requests

TIMEOUT = (15.0, 120.0)
"""Seconds to connect, and seconds of silence."""
ATTEMPTS = 5
LONGEST_WAIT = 30.0
_REDIRECTS = (301, 302, 303, 307, 308)
_PASSING = (429, 500, 502, 503, 504)
_REPEATABLE = ("GET", "HEAD")
_MOST_REDIRECTS = 10


class Transport:
    """Requests to one registry and to the hosts that it names. Not safe to share between threads."""

    def __init__(
        self,
        trust: Trust,
        environ: Mapping[str, str],
        *,
        sleep: Callable[[float], None] = time.sleep,
        warn: Callable[[str], None] | None = None,
    ) -> None:
        import requests

        self._trust = trust
        self._environ = environ
        self._sleep = sleep
        self._warn = warn
        self._session = requests.Session()
        self._session.trust_env = False
        self._prepared: set[str] = set()
        self._session.headers["User-Agent"] = f"pydock/{__version__}"

    def close(self) -> None:
        self._session.close()

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
        authorization: str | None = None,
    ) -> requests.Response:
        """The answer, redirects followed, its body unread. Any status comes back but the passing ones.

        ``authorization`` goes to ``url``'s own scheme, host and port only. ``body``: bytes, or an object with
        ``read`` and ``__len__``. Raises RegistryError when nobody answers or the answer is not HTTP.
        """
        origin = _origin(url)
        for _ in range(_MOST_REDIRECTS):
            allowed = authorization if _origin(url) == origin else None
            answer = self._patiently(method, url, headers, body, allowed)
            if answer.status_code not in _REDIRECTS or "Location" not in answer.headers:
                return answer
            target = urljoin(url, answer.headers["Location"])
            answer.close()
            if urlsplit(target).scheme not in ("http", "https"):
                raise RegistryError(f"{url} redirects to {urlsplit(target).scheme}:, which is refused")
            if answer.status_code == 303 and method != "HEAD":
                method, body = "GET", None
            url = target
        raise RegistryError(f"{url}: stopped after {_MOST_REDIRECTS} redirects")

    def _prepare(self, host: str) -> None:
        """Give the host a connection pool of its own where it has certificates of its own."""
        self._prepared.add(host)
        context = self._trust.context(host)
        if context is not None:
            self._session.mount(f"https://{host}/", _adapter(context))

    def _patiently(
        self, method: str, url: str, headers: Mapping[str, str] | None, body: Any, authorization: str | None
    ) -> requests.Response:
        """Send, and send again after a while where the server asks for patience and the request may be repeated."""
        for attempt in range(1, ATTEMPTS + 1):
            last = attempt == ATTEMPTS or method not in _REPEATABLE
            try:
                answer = self._once(method, url, headers, body, authorization)
            except RegistryError as error:
                if last or error.hint != _BROKEN:
                    error.hint = None if error.hint == _BROKEN else error.hint
                    raise
                reason, wait = error.message, _backoff(attempt, "")
            else:
                if answer.status_code not in _PASSING or last:
                    return answer
                reason = f"{urlsplit(url).netloc} answered {answer.status_code}"
                wait = _backoff(attempt, answer.headers.get("Retry-After", ""))
                answer.close()
            if self._warn is not None:
                self._warn(f"{reason}; trying again in {wait:.1f}s")
            self._sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _once(
        self, method: str, url: str, headers: Mapping[str, str] | None, body: Any, authorization: str | None
    ) -> requests.Response:
        import requests

        sent = dict(headers or {})
        if authorization is not None:
            sent["Authorization"] = authorization
        host = urlsplit(url).netloc
        if host not in self._prepared:
            self._prepare(host)
        try:
            return self._session.request(
                method,
                url,
                headers=sent,
                data=body,
                stream=True,
                allow_redirects=False,
                timeout=TIMEOUT,
                verify=self._trust.verify(host),
                proxies=proxies_for(url, self._environ),
            )
        except requests.exceptions.SSLError as error:
            reason = failure(error)
            hint = self._trust.remedy(host, reason)
            raise RegistryError(f"{method.title()} {_quoted(url)}: {reason}", hint=hint) from error
        except (requests.exceptions.ChunkedEncodingError, ConnectionResetError) as error:
            raise RegistryError(f"{method.title()} {_quoted(url)}: {failure(error)}", hint=_BROKEN) from error
        except requests.exceptions.RequestException as error:
            hint = _BROKEN if "reset" in str(error) or "without response" in str(error) else None
            reason = _dialled(url, failure(error))
            raise RegistryError(f"{method.title()} {_quoted(url)}: {reason}", hint=hint) from error


def _dialled(url: str, reason: str) -> str:
    """A refusal to connect with the address that was tried, as Go tells it."""
    if reason != "connect: connection refused":
        return reason
    import socket

    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        address = socket.getaddrinfo(parts.hostname, port, socket.AF_INET, socket.SOCK_STREAM)[0][4][0]
    except OSError:
        return reason
    return f"dial tcp {address}:{port}: {reason}"


_BROKEN = "the connection broke"


def _adapter(context: ssl.SSLContext) -> requests.adapters.HTTPAdapter:
    from requests.adapters import HTTPAdapter

    class Adapter(HTTPAdapter):
        """Connections with our own TLS context."""

        def init_poolmanager(self, *args: Any, **settings: Any) -> None:
            super().init_poolmanager(*args, **settings, ssl_context=context)

    return Adapter()


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def _quoted(url: str) -> str:
    """The URL in messages: its query may be a signature."""
    return f'"{urlsplit(url)._replace(query="").geturl()}"'


def _backoff(attempt: int, asked: str) -> float:
    """Seconds to wait: what the server asks for, else twice as long each time."""
    wait = float(asked) if asked.isdigit() else 0.5 * 2 ** (attempt - 1)
    return min(wait, LONGEST_WAIT)

