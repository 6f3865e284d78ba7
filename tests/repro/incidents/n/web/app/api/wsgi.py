from flask_limited import create_app

app = create_app()
