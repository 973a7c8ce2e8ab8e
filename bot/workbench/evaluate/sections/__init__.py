"""What is measured: one file a section, each with a function from the materials to a `Section`."""
