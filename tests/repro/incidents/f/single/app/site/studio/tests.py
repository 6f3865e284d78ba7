from django.test import TestCase


class Cart(TestCase):
    def test_first_item(self):
        self.assertEqual(self.client.get("/cart/").json(), {"items": 1})
