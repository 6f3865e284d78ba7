"""Firefox ESR, headless, through Marionette: opens a page and prints what its consoles say, in order: `firefox.py URL SECONDS`."""
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

profile = tempfile.mkdtemp(dir="/srv/harbor/run")
with open(profile + "/user.js", "w") as file:
    file.write("".join(f'user_pref("{k}", {json.dumps(v)});\n' for k, v in {
        "marionette.port": 2828, "datareporting.policy.dataSubmissionEnabled": False, "toolkit.telemetry.enabled": False, "app.update.enabled": False,
        "devtools.console.stdout.content": True, "browser.shell.checkDefaultBrowser": False, "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False,
        "services.settings.server": "data:,", "browser.safebrowsing.malware.enabled": False, "extensions.getAddons.cache.enabled": False}.items()))
browser = subprocess.Popen(["firefox-esr", "--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile", profile, "about:blank"],
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "HOME": profile, "MOZ_DISABLE_CONTENT_SANDBOX": "1", "MOZ_DISABLE_SOCKET_PROCESS_SANDBOX": "1"})
printed = []


def listen():
    for line in browser.stdout:
        if re.match(rb'console\.\w+: "', line):
            printed.append((time.time() * 1000, line.decode().rstrip()))


threading.Thread(target=listen, daemon=True).start()
for _ in range(120):
    try:
        link = socket.create_connection(("127.0.0.1", 2828))
        break
    except OSError:
        time.sleep(0.25)


def receive():
    length = b""
    while not length.endswith(b":"):
        length += link.recv(1)
    wanted, data = int(length[:-1]), b""
    while len(data) < wanted:
        data += link.recv(wanted - len(data))
    return json.loads(data)


def call(command, **parameters):
    message = json.dumps([0, 1, command, parameters]).encode()
    link.sendall(str(len(message)).encode() + b":" + message)
    answer = receive()
    if answer[2]:
        raise RuntimeError(answer[2]["message"])
    return answer[3]


receive()
try:
    call("WebDriver:NewSession", capabilities={"alwaysMatch": {"pageLoadStrategy": "none"}})
    call("Marionette:SetContext", value="chrome")
    call("WebDriver:ExecuteScript", script="Services.console.reset()", args=[])
    call("Marionette:SetContext", value="content")
    call("WebDriver:Navigate", url=sys.argv[1])
    time.sleep(float(sys.argv[2]))
    call("Marionette:SetContext", value="chrome")
    said = call("WebDriver:ExecuteScript", args=[sys.argv[1]], script="""
        const all = []
        for (const m of Services.console.getMessageArray()) if (m instanceof Ci.nsIScriptError && (/^https?:/.test(m.sourceName) || /localhost/.test(m.errorMessage))) all.push([m.timeStamp, String(m)])
        return all""")["value"]
    for stamp, line in sorted([tuple(s) for s in said] + [p for p in printed if "Remote Settings" not in p[1]]):
        print(line)
    call("Marionette:SetContext", value="content")
finally:
    browser.terminate()
    browser.wait()
    shutil.rmtree(profile, ignore_errors=True)
