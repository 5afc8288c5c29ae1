"""收件: looking at what came in, settling what needs a person, taking it."""
