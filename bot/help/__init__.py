"""Help-centre articles over data/help: finding the passage that answers, and showing the pages."""
