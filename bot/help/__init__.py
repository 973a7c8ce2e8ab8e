"""Help-centre search over data/help."""
