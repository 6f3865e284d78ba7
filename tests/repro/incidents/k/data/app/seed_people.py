from models import Person, Session, engine

PEOPLE = ["ada@example.org", "grace@example.org", "edsger@example.org"]

if __name__ == "__main__":
    print(f"seeding {len(PEOPLE)} people")
    with Session(engine) as session:
        session.add_all(Person(email=email) for email in PEOPLE)
        session.commit()
    print("done")
