"""填报期: when reports are due, and for whom a closed period is open again."""
