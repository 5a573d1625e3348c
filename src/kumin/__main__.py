"""``python -m kumin``."""

from kumin.cli import main

if __name__ == "__main__":
    main()
