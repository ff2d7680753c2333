"""``pydock context inspect``."""

from __future__ import annotations

from typing import Any

from pydock.cli import contexts
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.config.contextstore import DEFAULT_NAME
from pydock.config.file import html_safe
from pydock.errors import PydockError
from pydock.render.inspect import Inspector

_IN_MEMORY = "<IN MEMORY>"


@command()
@option("-f", "--format", default="", default_text="", help="Shape of the output: json, or a template")
@argument("names", many=True, optional=True, metavar="[CONTEXT...]", complete="contexts")
def inspect(app: App, names: tuple[str, ...], format: str) -> None:
    """Show contexts in full."""
    chosen = names or (contexts.current(app),)
    if format in ("", "json"):
        _as_json(app, chosen, format)
    else:
        _by_template(app, chosen, format)


def _as_json(app: App, names: tuple[str, ...], format: str) -> None:
    from json import dumps

    inspector = Inspector(format)
    faults = []
    for name in names:
        try:
            text = html_safe(dumps(_document(app, name), ensure_ascii=False))
            inspector.add(text.encode("utf-8", "surrogateescape"))
        except PydockError as error:
            faults.append(error.message)
    app.out(inspector.text())
    if faults:
        raise PydockError("\n".join(faults))


def _by_template(app: App, names: tuple[str, ...], format: str) -> None:
    from pydock.render.template import ExecError, ParseError, compile_template
    from pydock.views.context import Inspected

    try:
        template = compile_template(format)
    except ParseError as error:
        raise PydockError(f"template parsing error: {error.message}", exit_code=64) from None
    text, faults = "", []
    for name in names:
        try:
            text += template.execute(Inspected(_document(app, name))) + "\n"
        except ExecError as error:
            faults.append(f"template parsing error: {error.message}")
        except PydockError as error:
            faults.append(error.message)
    app.out(text or "\n", template=format)
    if faults:
        raise PydockError("\n".join(faults))


def _document(app: App, name: str) -> dict[str, Any]:
    """What there is to know of a context."""
    store = contexts.store_of(app)
    context = contexts.load(app, name)
    default = name == DEFAULT_NAME
    tls = {key: sorted(files) for key, files in contexts.default_tls(app).items()} if default else store.tls_paths(name)
    return {
        "Name": context.name,
        "Metadata": {} if default else context.metadata,
        "Endpoints": context.endpoints,
        "TLSMaterial": tls,
        "Storage": {
            "MetadataPath": _IN_MEMORY if default else store.meta_directory(name),
            "TLSPath": _IN_MEMORY if default else store.tls_directory(name),
        },
    }
