import unittest

import niquests


class Login(unittest.TestCase):
    base = "http://backend:8000/api/v1/"

    def test_administrator(self):
        answer = niquests.post(self.base + "login/access-token", data={"username": "admin@lockers.example", "password": "changeme"})
        self.assertEqual(answer.status_code, 200, answer.text)

    def test_wrong_password(self):
        answer = niquests.post(self.base + "login/access-token", data={"username": "nobody", "password": "x"})
        self.assertEqual(answer.status_code, 401)
