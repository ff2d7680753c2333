"""Image builds: context, classic builder, BuildKit."""
