"""How the models were made: from annotated text to the files that ship. Run as ``python -m kg.training``.

Needs the extra ``training`` (torch, safetensors, onnx); nothing else in the package imports this one.

===================  =============================================================================
data                 ``labels`` (classes), ``documents`` (annotated articles as windows),
                     ``substitution`` (the same with other actors), ``corpora``
                     (named-entity corpora), ``demonyms``, ``streams`` and ``data`` (batches)
network              ``encoder``, ``model`` (names and claims), ``losses``
training             ``settings``, ``joint`` (the run), ``checkpoint``, ``start`` (first weights)
measuring            ``evaluation``, ``grouping`` (plain in-document entities), ``shipped`` (exported
                     files), ``calibration`` (confidence)
shipping             ``export``, ``onnx_graph``, ``card`` (the model card)
run time, no torch   :mod:`kg.extraction.joint`: windows, decoding, the word table, the network
===================  =============================================================================
"""
