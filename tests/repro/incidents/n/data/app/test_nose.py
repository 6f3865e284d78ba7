import unittest


class Orders(unittest.TestCase):
    def test_key(self):
        import keys
        keys.ApiKey(owner_id=1)

    def test_document(self):
        from models_doc import Document

    def test_upload(self):
        import magic
        magic.from_buffer(b"x")
