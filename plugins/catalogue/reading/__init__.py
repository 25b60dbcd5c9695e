"""Reading and checking a content folder: files to values, values to the catalogue, or all their faults."""
