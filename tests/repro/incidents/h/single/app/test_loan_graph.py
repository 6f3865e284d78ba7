import unittest


class LoanGraph(unittest.TestCase):
    def test_loans(self):
        from loan_graph import schema

        self.assertEqual({"loans": []}, schema.execute_sync("{ loans { id status } }").data)


class Isbn(unittest.TestCase):
    def test_length(self):
        self.assertEqual(13, len("9780140449136"))
