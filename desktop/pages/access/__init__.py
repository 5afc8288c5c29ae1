"""Getting in: passphrases, recovery keys, and the cover over a window that nobody sits at."""
