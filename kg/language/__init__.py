"""Knowledge of Arabic and English: spelling, proclitics, nationalities, titles, dates, cues, transliteration.

Words live in `kg/resources/*.yaml`; the modules here know how they are written, inflected and combined.
"""
