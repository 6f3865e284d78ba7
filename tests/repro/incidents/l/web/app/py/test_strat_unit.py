import unittest
from strat import app
class Books(unittest.TestCase):
    def test_books(self): pass
