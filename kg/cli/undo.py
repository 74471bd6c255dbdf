"""`kg undo`: the last judgement of a person is taken back."""

from __future__ import annotations

from kg.cli._shared import DEFAULT_BUILD, BuildOption, ConfigOption, console, judgement_line, settings


def undo_cli(build: BuildOption = DEFAULT_BUILD, config: ConfigOption = None) -> None:
    """Take back what people judged last: one kg merge, kg split or kg review. Again: the one before.

    Example: kg undo
    """
    import kg

    _, taken_back = kg.open(build).undo(settings(config))
    out = console()
    out.print("Taken back:")
    for judgement in taken_back:
        out.print(f"  {judgement_line(judgement)}", markup=False)
