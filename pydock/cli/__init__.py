"""The command line: tree, parser, help, the application object."""
