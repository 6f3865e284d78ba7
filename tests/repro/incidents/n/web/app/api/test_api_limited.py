import unittest


class HealthTest(unittest.TestCase):
    def setUp(self):
        from api_limited import app
        self.app = app

    def test_health(self):
        self.assertTrue(self.app.routes)
