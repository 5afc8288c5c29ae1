"""通报: the briefing on paper, in the window and as a file."""
