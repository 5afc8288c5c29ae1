"""单位: the tree of units, whom to call, and what happens when one is renamed or merged."""
