"""Run the command line by ``python -m ringfence``."""

from ringfence.cli import main

main(prog_name="ringfence")
