"""Every command path with its summary: what ``--help`` and completion need, without loading a command.

A row is (path, usage after the path, summary, aliases). ``pydock A B`` is the function ``B`` of
``pydock/commands/A/B.py``; an alias is another path to the same function.
"""
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Entry(NamedTuple):
    """One command: ``path`` is canonical, ``usage`` is what follows the program and path in the usage line."""

    path: str
    usage: str
    summary: str
    aliases: tuple[str, ...]


class Group(NamedTuple):
    """A word that only has commands below it. ``flags``: the group takes options of its own, which its package declares."""

    summary: str
    section: str
    flags: bool
    hidden: bool


MANAGEMENT, SWARM, NESTED = "Management Commands", "Swarm Commands", ""

GROUPS: dict[str, Group] = {
    "builder": Group("Build images and keep their cache", MANAGEMENT, False, False),
    "buildx": Group("Build with BuildKit", MANAGEMENT, True, False),
    "buildx history": Group("Look at past builds", NESTED, True, False),
    "buildx imagetools": Group("Work on images in registries", NESTED, True, False),
    "compose": Group("Run applications of several services", MANAGEMENT, True, False),
    "compose alpha": Group("Commands on trial", NESTED, False, True),
    "compose bridge": Group("Turn the application into files of other platforms", NESTED, True, False),
    "compose bridge transformations": Group("Keep the transformations of bridge", NESTED, True, False),
    "config": Group("Manage the swarm's configs", SWARM, False, False),
    "container": Group("Manage containers", MANAGEMENT, False, False),
    "context": Group("Manage the engines to talk to", MANAGEMENT, False, False),
    "engine": Group("Manage the engine that pydock starts itself", MANAGEMENT, False, False),
    "image": Group("Manage images", MANAGEMENT, False, False),
    "manifest": Group("Manage manifests and manifest lists", MANAGEMENT, False, False),
    "network": Group("Manage networks", MANAGEMENT, False, False),
    "node": Group("Manage the swarm's nodes", SWARM, False, False),
    "plugin": Group("Manage engine plugins", MANAGEMENT, False, False),
    "registry": Group("Look into registries without an engine", MANAGEMENT, False, False),
    "secret": Group("Manage the swarm's secrets", SWARM, False, False),
    "service": Group("Manage the swarm's services", SWARM, False, False),
    "stack": Group("Manage stacks of services", SWARM, False, False),
    "swarm": Group("Manage the swarm itself", SWARM, False, False),
    "system": Group("Manage the engine as a whole", MANAGEMENT, False, False),
    "volume": Group("Manage volumes", MANAGEMENT, False, False),
}

# Top-level names in the order people need them; the rest follows by the alphabet.
COMMON = (
    "run",
    "exec",
    "ps",
    "build",
    "bake",
    "pull",
    "push",
    "images",
    "login",
    "logout",
    "search",
    "version",
    "info",
)

_ROWS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    (
        "image build",
        "[OPTIONS] PATH | URL | -",
        "Build an image from a Dockerfile and its context",
        ("build", "builder build", "buildx build", "buildx b"),
    ),
    ("image history", "[OPTIONS] IMAGE", "Show an image's layers and what made them", ("history",)),
    (
        "image import",
        "[OPTIONS] file|URL|- [REPOSITORY[:TAG]]",
        "Make a one-layer image from a root filesystem archive",
        ("import",),
    ),
    ("image inspect", "[OPTIONS] IMAGE [IMAGE...]", "Show everything the engine knows of images", ()),
    ("image load", "[OPTIONS]", "Read images from an archive that save wrote", ("load",)),
    ("image ls", "[OPTIONS] [REPOSITORY[:TAG]]", "List the engine's images", ("image list", "images")),
    ("image prune", "[OPTIONS]", "Delete images that nothing uses", ()),
    ("image pull", "[OPTIONS] NAME[:TAG|@DIGEST]", "Fetch an image from a registry", ("pull",)),
    ("image push", "[OPTIONS] NAME[:TAG]", "Send an image to a registry", ("push",)),
    ("image rm", "[OPTIONS] IMAGE [IMAGE...]", "Delete images or their tags", ("image remove", "rmi")),
    ("image save", "[OPTIONS] IMAGE [IMAGE...]", "Write images to an archive", ("save",)),
    ("image tag", "SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]", "Give an image one more name", ("tag",)),
    (
        "container attach",
        "[OPTIONS] CONTAINER",
        "Connect this terminal to a running container's main process",
        ("attach",),
    ),
    (
        "container commit",
        "[OPTIONS] CONTAINER [REPOSITORY[:TAG]]",
        "Make an image of a container's present state",
        ("commit",),
    ),
    (
        "container cp",
        "[OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-\n\t{program} cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH",
        "Copy files into or out of a container",
        ("cp",),
    ),
    ("container create", "[OPTIONS] IMAGE [COMMAND] [ARG...]", "Make a container without starting it", ("create",)),
    ("container diff", "CONTAINER", "List what a container changed in its filesystem", ("diff",)),
    (
        "container exec",
        "[OPTIONS] CONTAINER COMMAND [ARG...]",
        "Run one more command in a running container",
        ("exec",),
    ),
    ("container export", "[OPTIONS] CONTAINER", "Write a container's filesystem as a tar archive", ("export",)),
    ("container inspect", "[OPTIONS] CONTAINER [CONTAINER...]", "Show everything the engine knows of containers", ()),
    (
        "container kill",
        "[OPTIONS] CONTAINER [CONTAINER...]",
        "Send a signal to running containers, SIGKILL by default",
        ("kill",),
    ),
    (
        "container logs",
        "[OPTIONS] CONTAINER",
        "Show what containers have written; several at once are told apart by a prefix",
        ("logs",),
    ),
    ("container ls", "[OPTIONS]", "List containers", ("ps", "container list", "container ps")),
    ("container pause", "CONTAINER [CONTAINER...]", "Freeze every process of containers", ("pause",)),
    ("container port", "CONTAINER [PRIVATE_PORT[/PROTO]]", "Show where a container's ports are published", ("port",)),
    ("container prune", "[OPTIONS]", "Delete every stopped container", ()),
    ("container rename", "CONTAINER NEW_NAME", "Give a container another name", ("rename",)),
    ("container restart", "[OPTIONS] CONTAINER [CONTAINER...]", "Stop containers and start them again", ("restart",)),
    ("container rm", "[OPTIONS] CONTAINER [CONTAINER...]", "Delete containers", ("rm", "container remove")),
    ("container run", "[OPTIONS] IMAGE [COMMAND] [ARG...]", "Make a container from an image and start it", ("run",)),
    ("container start", "[OPTIONS] CONTAINER [CONTAINER...]", "Start stopped containers", ("start",)),
    ("container stats", "[OPTIONS] [CONTAINER...]", "Show what containers use, again and again", ("stats",)),
    ("container stop", "[OPTIONS] CONTAINER [CONTAINER...]", "Stop running containers", ("stop",)),
    ("container top", "CONTAINER [ps OPTIONS]", "List a container's processes", ("top",)),
    ("container unpause", "CONTAINER [CONTAINER...]", "Let paused containers go on", ("unpause",)),
    ("container update", "[OPTIONS] CONTAINER [CONTAINER...]", "Change the limits of containers in place", ("update",)),
    (
        "container wait",
        "CONTAINER [CONTAINER...]",
        "Block until containers end, then print their exit codes",
        ("wait",),
    ),
    ("login", "[OPTIONS] [SERVER]", "Sign in to a registry", ()),
    ("logout", "[SERVER]", "Forget a registry's credentials", ()),
    (
        "with-login",
        "[OPTIONS] SERVER -- COMMAND [ARG...]",
        "Run one command with registry credentials that vanish after it",
        (),
    ),
    ("search", "[OPTIONS] TERM", "Search a registry for images", ()),
    ("version", "[OPTIONS]", "Show the client's and the engine's versions", ()),
    ("system info", "[OPTIONS]", "Describe the engine and its machine", ("info",)),
    ("inspect", "[OPTIONS] NAME|ID [NAME|ID...]", "Show everything the engine knows of any objects", ()),
    ("batch", "[OPTIONS] [FILE|-]", "Run many command lines in one process", ()),
    ("completion", "bash|zsh|fish|powershell", "Print the completion script of a shell", ()),
    ("doctor", "[OPTIONS]", "Find out why something does not work", ()),
    ("builder prune", "", "Delete the build cache", ()),
    ("context create", "[OPTIONS] CONTEXT", "Define a context", ()),
    ("context export", "[OPTIONS] CONTEXT [FILE|-]", "Write a context to an archive", ()),
    ("context import", "CONTEXT FILE|-", "Define a context from an archive", ()),
    ("context inspect", "[OPTIONS] [CONTEXT] [CONTEXT...]", "Show contexts in full", ()),
    ("context ls", "[OPTIONS]", "List contexts", ("context list",)),
    ("context rm", "CONTEXT [CONTEXT...]", "Delete contexts", ("context remove",)),
    ("context show", "", "Print the name of the context in use", ()),
    ("context update", "[OPTIONS] CONTEXT", "Change a context", ()),
    ("context use", "CONTEXT", "Choose the context to use from now on", ()),
    ("engine up", "[OPTIONS]", "Start pydock's own engine", ()),
    ("engine down", "[OPTIONS]", "Stop pydock's own engine", ()),
    ("engine status", "[OPTIONS]", "Tell whether pydock's own engine runs", ()),
    ("engine logs", "[OPTIONS]", "Print the log of pydock's own engine", ()),
    ("manifest annotate", "[OPTIONS] MANIFEST_LIST MANIFEST", "Describe one image of a local manifest list", ()),
    ("manifest create", "MANIFEST_LIST MANIFEST [MANIFEST...]", "Start a local manifest list", ()),
    ("manifest inspect", "[OPTIONS] [MANIFEST_LIST] MANIFEST", "Show a manifest or a manifest list", ()),
    ("manifest push", "[OPTIONS] MANIFEST_LIST", "Send a manifest list to its registry", ()),
    ("manifest rm", "MANIFEST_LIST [MANIFEST_LIST...]", "Delete local manifest lists", ()),
    ("network connect", "[OPTIONS] NETWORK CONTAINER", "Attach a container to a network", ()),
    ("network create", "[OPTIONS] NETWORK", "Make a network", ()),
    ("network disconnect", "[OPTIONS] NETWORK CONTAINER", "Take a container off a network", ()),
    ("network inspect", "[OPTIONS] NETWORK [NETWORK...]", "Show networks in full", ()),
    ("network ls", "[OPTIONS]", "List networks", ("network list",)),
    ("network prune", "[OPTIONS]", "Delete networks that nothing uses", ()),
    ("network rm", "NETWORK [NETWORK...]", "Delete networks", ("network remove",)),
    (
        "plugin create",
        "[OPTIONS] PLUGIN PLUGIN-DATA-DIR",
        "Make an engine plugin from a root filesystem and its configuration",
        (),
    ),
    ("plugin disable", "[OPTIONS] PLUGIN", "Switch an engine plugin off", ()),
    ("plugin enable", "[OPTIONS] PLUGIN", "Switch an engine plugin on", ()),
    ("plugin inspect", "[OPTIONS] PLUGIN [PLUGIN...]", "Show engine plugins in full", ()),
    ("plugin install", "[OPTIONS] PLUGIN [KEY=VALUE...]", "Fetch an engine plugin and switch it on", ()),
    ("plugin ls", "[OPTIONS]", "List engine plugins", ("plugin list",)),
    ("plugin push", "[OPTIONS] PLUGIN[:TAG]", "Send an engine plugin to a registry", ()),
    ("plugin rm", "[OPTIONS] PLUGIN [PLUGIN...]", "Delete engine plugins", ("plugin remove",)),
    ("plugin set", "PLUGIN KEY=VALUE [KEY=VALUE...]", "Change an engine plugin's settings", ()),
    ("plugin upgrade", "[OPTIONS] PLUGIN [REMOTE]", "Replace an engine plugin by another version", ()),
    ("registry ls", "[OPTIONS] SERVER", "List a registry's repositories", ()),
    ("registry tags", "[OPTIONS] REPOSITORY", "List a repository's tags", ()),
    ("registry inspect", "[OPTIONS] NAME[:TAG|@DIGEST]", "Show a manifest as the registry has it", ()),
    ("registry copy", "[OPTIONS] SOURCE TARGET", "Copy an image from one registry to another", ()),
    ("registry rm", "[OPTIONS] NAME[:TAG|@DIGEST]", "Delete a tag's manifest from a registry", ()),
    ("system df", "[OPTIONS]", "Show the disk space that the engine uses", ()),
    ("system dial-stdio", "", "Join standard input and output to the engine's socket", ()),
    ("system events", "[OPTIONS]", "Follow what happens in the engine", ("events",)),
    ("system prune", "[OPTIONS]", "Delete everything that nothing uses", ()),
    ("volume create", "[OPTIONS] [VOLUME]", "Make a volume", ()),
    ("volume inspect", "[OPTIONS] VOLUME [VOLUME...]", "Show volumes in full", ()),
    ("volume ls", "[OPTIONS]", "List volumes", ("volume list",)),
    ("volume prune", "[OPTIONS]", "Delete volumes that nothing uses", ()),
    ("volume rm", "[OPTIONS] VOLUME [VOLUME...]", "Delete volumes", ("volume remove",)),
    ("volume update", "[OPTIONS] [VOLUME]", "Change a cluster volume", ()),
    ("config create", "[OPTIONS] CONFIG file|-", "Store a config in the swarm", ()),
    ("config inspect", "[OPTIONS] CONFIG [CONFIG...]", "Show configs in full", ()),
    ("config ls", "[OPTIONS]", "List the swarm's configs", ("config list",)),
    ("config rm", "CONFIG [CONFIG...]", "Delete configs", ("config remove",)),
    ("node demote", "NODE [NODE...]", "Make managers into workers", ()),
    ("node inspect", "[OPTIONS] self|NODE [NODE...]", "Show nodes in full", ()),
    ("node ls", "[OPTIONS]", "List the swarm's nodes", ("node list",)),
    ("node promote", "NODE [NODE...]", "Make workers into managers", ()),
    ("node ps", "[OPTIONS] [NODE...]", "List the tasks on nodes", ()),
    ("node rm", "[OPTIONS] NODE [NODE...]", "Take nodes out of the swarm", ("node remove",)),
    ("node update", "[OPTIONS] NODE", "Change a node's role, availability or labels", ()),
    ("secret create", "[OPTIONS] SECRET [file|-]", "Store a secret in the swarm", ()),
    ("secret inspect", "[OPTIONS] SECRET [SECRET...]", "Show secrets, without their content", ()),
    ("secret ls", "[OPTIONS]", "List the swarm's secrets", ("secret list",)),
    ("secret rm", "SECRET [SECRET...]", "Delete secrets", ("secret remove",)),
    ("service create", "[OPTIONS] IMAGE [COMMAND] [ARG...]", "Make a service", ()),
    ("service inspect", "[OPTIONS] SERVICE [SERVICE...]", "Show services in full", ()),
    ("service logs", "[OPTIONS] SERVICE|TASK", "Print what a service's or a task's containers have written", ()),
    ("service ls", "[OPTIONS]", "List the swarm's services", ("service list",)),
    ("service ps", "[OPTIONS] SERVICE [SERVICE...]", "List the tasks of services", ()),
    ("service rm", "SERVICE [SERVICE...]", "Delete services", ("service remove",)),
    ("service rollback", "[OPTIONS] SERVICE", "Put a service back to its previous definition", ()),
    ("service scale", "SERVICE=REPLICAS [SERVICE=REPLICAS...]", "Set how many tasks services run", ()),
    ("service update", "[OPTIONS] SERVICE", "Change a service", ()),
    ("service wait", "[OPTIONS] SERVICE [SERVICE...]", "Wait for services to converge", ()),
    ("stack config", "[OPTIONS]", "Print a stack's files as one, resolved", ()),
    ("stack deploy", "[OPTIONS] STACK", "Make or update a stack from compose files", ("stack up",)),
    ("stack ls", "[OPTIONS]", "List stacks", ("stack list",)),
    ("stack ps", "[OPTIONS] STACK", "List the tasks of a stack", ()),
    ("stack rm", "[OPTIONS] STACK [STACK...]", "Delete stacks", ("stack remove", "stack down")),
    ("stack services", "[OPTIONS] STACK", "List the services of a stack", ()),
    ("swarm ca", "[OPTIONS]", "Show or renew the swarm's root certificate", ()),
    ("swarm init", "[OPTIONS]", "Start a swarm with this engine as its first manager", ()),
    ("swarm join", "[OPTIONS] HOST:PORT", "Join this engine to a swarm", ()),
    ("swarm join-token", "[OPTIONS] (worker|manager)", "Show or renew the tokens that let nodes join", ()),
    ("swarm leave", "[OPTIONS]", "Take this engine out of its swarm", ()),
    ("swarm unlock", "", "Unlock a manager after its restart", ()),
    ("swarm unlock-key", "[OPTIONS]", "Show or renew the key that unlocks managers", ()),
    ("swarm update", "[OPTIONS]", "Change the swarm's settings", ()),
    ("buildx bake", "[OPTIONS] [TARGET...]", "Build several targets that a file describes", ("bake", "buildx f")),
    ("buildx create", "[OPTIONS] [CONTEXT|ENDPOINT]", "Define a builder", ()),
    ("buildx dial-stdio", "", "Join standard input and output to a builder's socket", ()),
    ("buildx du", "", "Show the disk space of the build cache", ()),
    ("buildx history export", "[OPTIONS] [REF...]", "Write build records to an archive", ()),
    ("buildx history import", "[OPTIONS] -", "Read build records from an archive", ()),
    ("buildx history inspect", "[OPTIONS] [REF]", "Show one build in full", ()),
    ("buildx history inspect attachment", "[OPTIONS] [REF [DIGEST]]", "Print an attachment of a build record", ()),
    ("buildx history logs", "[OPTIONS] [REF]", "Print the log of a build", ()),
    ("buildx history ls", "[OPTIONS]", "List build records", ()),
    ("buildx history open", "[OPTIONS] [REF]", "Show a build record in Docker Desktop", ()),
    ("buildx history rm", "[OPTIONS] [REF...]", "Delete build records", ()),
    ("buildx imagetools create", "[OPTIONS] [SOURCE...]", "Make an index of existing images in a registry", ()),
    ("buildx imagetools inspect", "[OPTIONS] NAME", "Show an image as its registry has it", ()),
    ("buildx inspect", "[NAME]", "Show a builder", ()),
    ("buildx ls", "", "List builders", ()),
    ("buildx prune", "", "Delete the build cache of a builder", ()),
    ("buildx rm", "[OPTIONS] [NAME...]", "Delete builders", ()),
    ("buildx stop", "[NAME]", "Stop a builder", ()),
    ("buildx use", "[OPTIONS] NAME", "Choose the builder to use from now on", ()),
    ("buildx version", "", "Show the version of the build client", ()),
    ("compose alpha generate", "[OPTIONS] [CONTAINERS...]", "Write a compose file for containers", ()),
    ("compose alpha publish", "[OPTIONS] REPOSITORY[:TAG]", "Store an application in a registry", ()),
    ("compose alpha viz", "[OPTIONS]", "Draw the application as a graph", ()),
    ("compose attach", "[OPTIONS] SERVICE", "Connect this terminal to a service's container", ()),
    ("compose bridge convert", "", "Convert the application to another platform's files", ()),
    ("compose bridge transformations create", "[OPTION] PATH", "Start a transformation of your own", ()),
    (
        "compose bridge transformations list",
        "",
        "List the transformations at hand",
        ("compose bridge transformations ls",),
    ),
    ("compose build", "[OPTIONS] [SERVICE...]", "Build the images of services", ()),
    (
        "compose commit",
        "[OPTIONS] SERVICE [REPOSITORY[:TAG]]",
        "Make an image of a service container's present state",
        (),
    ),
    ("compose config", "[OPTIONS] [SERVICE...]", "Print the application's files as one, resolved", ()),
    (
        "compose cp",
        "[OPTIONS] SERVICE:SRC_PATH DEST_PATH|-\n\t{program} compose cp [OPTIONS] SRC_PATH|- SERVICE:DEST_PATH",
        "Copy files into or out of a service's container",
        (),
    ),
    ("compose create", "[OPTIONS] [SERVICE...]", "Make the containers of services without starting them", ()),
    ("compose down", "[OPTIONS] [SERVICES]", "Stop the application and delete its containers and networks", ()),
    ("compose events", "[OPTIONS] [SERVICE...]", "Follow what happens to the application's containers", ()),
    ("compose exec", "[OPTIONS] SERVICE COMMAND [ARGS...]", "Run one more command in a service's container", ()),
    ("compose export", "[OPTIONS] SERVICE", "Write the filesystem of a service's container as a tar archive", ()),
    ("compose images", "[OPTIONS] [SERVICE...]", "List the images of the application's containers", ()),
    ("compose kill", "[OPTIONS] [SERVICE...]", "Send a signal to the application's containers", ()),
    ("compose logs", "[OPTIONS] [SERVICE...]", "Print what services have written", ()),
    ("compose ls", "[OPTIONS]", "List compose applications", ()),
    ("compose pause", "[SERVICE...]", "Freeze services", ()),
    ("compose port", "[OPTIONS] SERVICE PRIVATE_PORT", "Show where a service's port is published", ()),
    ("compose ps", "[OPTIONS] [SERVICE...]", "List the application's containers", ()),
    ("compose publish", "[OPTIONS] REPOSITORY[:TAG]", "Store the application in a registry", ()),
    ("compose pull", "[OPTIONS] [SERVICE...]", "Fetch the images of services", ()),
    ("compose push", "[OPTIONS] [SERVICE...]", "Send the images of services to their registries", ()),
    ("compose restart", "[OPTIONS] [SERVICE...]", "Stop services and start them again", ()),
    ("compose rm", "[OPTIONS] [SERVICE...]", "Delete stopped containers of services", ()),
    (
        "compose run",
        "[OPTIONS] SERVICE [COMMAND] [ARGS...]",
        "Run a one-off command in a new container of a service",
        (),
    ),
    ("compose scale", "[SERVICE=REPLICAS...]", "Set how many containers services run", ()),
    ("compose start", "[SERVICE...]", "Start the containers of services", ()),
    ("compose stats", "[OPTIONS] [SERVICE]", "Watch what services use of the machine", ()),
    ("compose stop", "[OPTIONS] [SERVICE...]", "Stop services", ()),
    ("compose top", "[SERVICES...]", "List the processes of services", ()),
    ("compose unpause", "[SERVICE...]", "Let paused services go on", ()),
    ("compose up", "[OPTIONS] [SERVICE...]", "Make and start the application", ()),
    ("compose version", "[OPTIONS]", "Show the version of Compose", ()),
    ("compose volumes", "[OPTIONS] [SERVICE...]", "List the application's volumes", ()),
    ("compose wait", "SERVICE [SERVICE...] [OPTIONS]", "Wait until containers of services stop", ()),
    ("compose watch", "[SERVICE...]", "Rebuild or refresh services as their files change", ()),
)

# Paths that work and complete but stand in no help page.
HIDDEN = frozenset({"system dial-stdio", "buildx b", "buildx f", "builder build", "buildx dial-stdio"})

MISUSE = {"volume": "COMMAND", "manifest": "COMMAND", "stack": "[OPTIONS]"}
"""What Docker puts behind a group's name in the usage line of an error; nothing for the others."""

PLUGINS = ("buildx", "compose")
"""Groups that are plugins of Docker's, with manners of their own: their help goes to standard output, always."""

ENTRIES: dict[str, Entry] = {row[0]: Entry(*row) for row in _ROWS}
ALIASES: dict[str, str] = {alias: entry.path for entry in ENTRIES.values() for alias in entry.aliases}

_KEYWORDS = frozenset({"import"})


def resolve(path: str) -> Entry | None:
    """The command that ``path`` names, by its canonical path or an alias; None if there is none."""
    return ENTRIES.get(ALIASES.get(path, path))


def module_name(entry: Entry) -> tuple[str, str]:
    """(module, function) of a command: ``image import`` is ``import_`` in ``pydock.commands.image.import_``."""
    words = [word.replace("-", "_") + ("_" if word in _KEYWORDS else "") for word in entry.path.split(" ")]
    return "pydock.commands." + ".".join(words), words[-1]


def children(prefix: str) -> Iterator[tuple[str, str, bool]]:
    """(word, summary, is a group) of each visible command and group right below ``prefix`` ("" is the root)."""
    start = prefix + " " if prefix else ""
    depth = start.count(" ")
    for path, group in GROUPS.items():
        if path.startswith(start) and path.count(" ") == depth and not group.hidden:
            yield path[len(start) :], group.summary, True
    for path, target in (*((p, p) for p in ENTRIES), *ALIASES.items()):
        if path.startswith(start) and path.count(" ") == depth and path not in HIDDEN:
            entry = ENTRIES[target]
            if path == entry.path or _stands_alone(path, entry):
                yield path[len(start) :], entry.summary, False


def _stands_alone(alias: str, entry: Entry) -> bool:
    """An alias is listed where its group does not list the command under another name (``image list`` is not)."""
    parent = alias.rpartition(" ")[0]
    siblings = [p for p in (entry.path, *entry.aliases) if p.rpartition(" ")[0] == parent]
    return siblings[0] == alias
