"""The build folder: tables and files that change together or not at all, and a cache of finished work."""

from kg.store.folder import BuildFolder, FolderWriter, Input, to_json, writing

__all__ = ["BuildFolder", "FolderWriter", "Input", "to_json", "writing"]
