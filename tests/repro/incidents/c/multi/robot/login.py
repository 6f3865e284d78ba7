import os
import requests


class login:
    def sign_in(self, name, word):
        answer = requests.post("http://api:8000/login", json={"login": name, "password": word}, timeout=10)
        if answer.status_code != 200:
            raise AssertionError(f"{answer.status_code} {answer.reason}: {answer.text}")
