import unittest
from api import app
class Api(unittest.TestCase):
    def test_title(self): assert app.title
