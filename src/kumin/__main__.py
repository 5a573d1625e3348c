"""``python -m kumin``."""

from kumin.cli import main

main()
