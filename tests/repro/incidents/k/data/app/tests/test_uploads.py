def test_type():
    from uploads import app

    assert app.test_client().post("/uploads", data=b"%PDF-1.7").json == {"type": "application/pdf"}
