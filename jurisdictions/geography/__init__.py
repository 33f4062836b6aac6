"""Where a body is: its Census and OCD identifiers, county, point and population.

`carried` reads the two small lists the project keeps (`data/`); `checks` needs nothing else. `divisions`
and `ground` read the large public data sets a maintainer has at hand when running `manage.py tie_places`;
`ties` says which of their values are certain for a body and writes those. No positions live here.
"""
