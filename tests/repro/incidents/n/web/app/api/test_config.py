import unittest


class SettingsTest(unittest.TestCase):
    def test_name(self):
        from settings import settings
        self.assertEqual(settings.PROJECT_NAME, "heron")
