import os

from playwright.sync_api import sync_playwright


def test_lockers_page():
    messages = []
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.on("console", lambda m: (messages.append(m), print(f"[{m.type}] {m.text}")))
        page.on("requestfailed", lambda r: print(f"[requestfailed] {r.method} {r.url} {r.failure}"))
        page.goto(os.environ["PAGE"])
        page.wait_for_timeout(int(os.environ.get("WAIT", "2500")))
        browser.close()
    assert not [m.text for m in messages if m.type == "error"]
