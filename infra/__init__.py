"""The template of the cloud, and the scripts that package for it."""
