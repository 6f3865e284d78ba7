import os

import requests
from behave import then, when


@when('I ask for "{path}"')
def ask(context, path):
    context.answer = requests.get(os.environ["BASE"] + path, timeout=5)


@then("the answer is {status:d}")
def check(context, status):
    assert context.answer.status_code == status, f"{context.answer.status_code} {context.answer.reason}: {context.answer.text.strip()}"
