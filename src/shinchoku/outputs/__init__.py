"""What a build leaves behind: lists, data, the manifest, and the proof that nothing was lost."""
