from db import SessionLocal
from models import User

USERS = [("admin@example.com", "Admin"), ("kim@example.com", "Kim"), ("lee@example.com", "Lee")]


def main():
    with SessionLocal() as db:
        print(f"Seeding {len(USERS)} users ...")
        for email, name in USERS:
            db.add(User(email=email, full_name=name))
        db.commit()


if __name__ == "__main__":
    main()
