from pony.orm import Database, Required, db_session, set_sql_debug

db = Database()


class Berth(db.Entity):
    _table_ = "berths"
    code = Required(str)


db.bind(provider="postgres", user="harbor", password="harbor-pw", host="db", database="harbor")
db.generate_mapping(check_tables=False)
set_sql_debug(True)

with db_session:
    Berth(code="Q-01")
    print("seeded")
