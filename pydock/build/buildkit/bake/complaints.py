"""HCL's words for what its parser does not accept."""

from __future__ import annotations

SINGLE = "Invalid single-argument block definition; "
SAME_LINE = (
    "An argument definition on the same line as its containing block creates a single-line block definition, which"
    " must also be closed on the same line. Place the block's closing brace immediately after the argument definition."
)
ONLY_ONE = (
    "Single-line block syntax can include only one argument definition. To define multiple arguments, use the"
    " multi-line block syntax with one argument definition per line."
)
CLOSE_AFTER = (
    "A single-line block definition must end with a closing brace immediately after its single argument definition."
)
NESTING = "This may be caused by incorrect {} nesting elsewhere in this file."
UNCLOSED = "There is no closing brace for this block before the end of the file. " + NESTING.format("brace")
CONTENT = (
    'A block definition must have block content delimited by "{" and "}",'
    " starting on the same line as the block header."
)
REQUIRED = "Argument or block definition required; An argument or block definition is required here."
