"""分工: which unit leads or supports a target."""
