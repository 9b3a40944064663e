"""How each kind of section is laid out, a module each, found by the class of its `SECTION`."""
