"""The trained network for names and claims at run time: onnxruntime, tokenizers and numpy, no torch."""
