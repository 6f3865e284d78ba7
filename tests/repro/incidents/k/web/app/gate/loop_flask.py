from flask import Flask, redirect, request, session
app = Flask(__name__)
app.secret_key = "only-for-the-session-cookie"
@app.before_request
def need_login():
    if "user" not in session:
        return redirect("/login?next=" + request.path)
@app.get("/login")
def login():
    return "<form>Sign in</form>"
@app.get("/harbours")
def harbours():
    return "Oban"
