"""The app: command line, actions, screens, keymap and locations. The only package that imports all the others."""

__version__ = "0.1.0"
