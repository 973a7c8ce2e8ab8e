"""Step-by-step guides over data/guides: what they say, where somebody is in one, what an answer to a step means."""
