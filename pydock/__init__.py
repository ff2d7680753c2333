"""pydock: a Docker-compatible command-line client."""

__version__ = "0.1.0"

# The release whose command line pydock follows: what scripts compare versions with.
DOCKER_VERSION = "28.2.2"
