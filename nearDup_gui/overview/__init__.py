"""The list of groups: filtered, ordered, grouped more or less strictly."""
