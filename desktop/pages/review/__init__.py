"""审核: a unit's report beside its last one, and what headquarters says of it."""
