"""Where a body is and which ground it serves; the gazetteer of that ground. No positions live here.

The project keeps its lists under `data/`: `carried` reads states and counties, `gazetteer` loads counties, places and
ZIP codes into the database, `territories` tells from them which ground a body serves, `checks` finds what is
unresolved. `divisions`, `ground`, `postal`, `compiling` and `slugs` make those lists from the large public data sets a
maintainer has at hand (`manage.py carry_places`); `ties` says what is certain for a body and writes it (`tie_places`).
"""
