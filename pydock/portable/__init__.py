"""What differs between POSIX systems and Windows, behind small functions that are the same on all of them."""
