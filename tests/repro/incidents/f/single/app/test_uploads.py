import unittest

from meta_plain import Upload


class UploadTest(unittest.TestCase):
    def test_path(self):
        self.assertEqual(Upload(path="a/b.jpg").path, "a/b.jpg")


if __name__ == "__main__":
    unittest.main()
