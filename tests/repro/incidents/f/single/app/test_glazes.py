import unittest

from versioned import save


class GlazeTest(unittest.TestCase):
    def test_save(self):
        self.assertGreater(save(code="SHI-09", name="Shino"), 0)
