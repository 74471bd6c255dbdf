"""How good it is: gold annotations, scores, speed. Nothing else in `kg` imports this room.

`gold` reads annotated documents, `predictions` runs the pipeline on them or opens a build, `scores`
compares the two, `conll` and `events` are tests made by others, `speed` is the clock, and `reports`
lays results out as tables and figures. `kg evaluate` prints them.
"""
