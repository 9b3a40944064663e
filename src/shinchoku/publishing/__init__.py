"""What a compile leaves in `build`: its files, the manifest, and how they are put in place."""
