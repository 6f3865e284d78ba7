"""Fetches manifests with eight threads."""
import concurrent.futures
import requests


def get(number):
    answer = requests.get(f"http://backend:8000/api/v1/manifests/{number}")
    return number, answer.status_code, answer.text


with concurrent.futures.ThreadPoolExecutor(8) as pool:
    for number, status, text in pool.map(get, range(1, 9)):
        print(number, status, text)
