"""Every way to spoil a workbook that the tests have, by the layer that it works on.

`archives`: bytes of a file, entries of a zip. `parts`: XML written by hand, for what no library
would write. `cells`: what a person does in Excel. `folders`: any of these done to a file of a
round. `mutants` and `wrong_fillings` do them at random, and know what must come of it.
"""
