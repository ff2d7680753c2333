"""The labels by which Compose finds what belongs to a project."""

from __future__ import annotations

VERSION_VALUE = "2.40.3"

PROJECT = "com.docker.compose.project"
SERVICE = "com.docker.compose.service"
NUMBER = "com.docker.compose.container-number"
ONEOFF = "com.docker.compose.oneoff"
HASH = "com.docker.compose.config-hash"
IMAGE = "com.docker.compose.image"
DEPENDS = "com.docker.compose.depends_on"
WORKING_DIR = "com.docker.compose.project.working_dir"
CONFIG_FILES = "com.docker.compose.project.config_files"
ENVIRONMENT_FILE = "com.docker.compose.project.environment_file"
VERSION = "com.docker.compose.version"
REPLACE = "com.docker.compose.replace"
SLUG = "com.docker.compose.slug"
NETWORK = "com.docker.compose.network"
VOLUME = "com.docker.compose.volume"
