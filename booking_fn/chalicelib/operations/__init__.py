"""One story a file: read, decide with the core, commit, answer."""
