"""Speed and memory beside the docker client: ``python -m tests.bench``."""
