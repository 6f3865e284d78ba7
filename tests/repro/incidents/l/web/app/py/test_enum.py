import unittest
class Schema(unittest.TestCase):
    def test_schema(self):
        from gschema import schema
    def test_types(self):
        import gtypes
