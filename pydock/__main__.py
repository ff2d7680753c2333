"""``python -m pydock``."""

from pydock.cli.main import main

if __name__ == "__main__":
    main()
