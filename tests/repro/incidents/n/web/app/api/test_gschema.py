import unittest


class SchemaTest(unittest.TestCase):
    def test_assignments(self):
        from gschema import schema
        self.assertIn("Assignment", str(schema))
