import unittest

from limited_restx import create_app


class PlantsTest(unittest.TestCase):
    def setUp(self):
        self.client = create_app(TESTING=True, RATELIMIT_STRATEGY="fixed-window-elastic-expiry").test_client()

    def test_list(self):
        self.assertEqual(self.client.get("/plants").status_code, 200)

    def test_unknown(self):
        self.assertEqual(self.client.get("/plant").status_code, 404)


if __name__ == "__main__":
    unittest.main()
