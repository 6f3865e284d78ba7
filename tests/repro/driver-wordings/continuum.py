import sys, sqlalchemy as sa
from sqlalchemy.orm import declarative_base, Session, configure_mappers
from sqlalchemy_continuum import make_versioned, version_class
from sqlalchemy_continuum.plugins import PropertyModTrackerPlugin
make_versioned(user_cls=None, plugins=[PropertyModTrackerPlugin()] if 'mod' in sys.argv[1] else [])
B=declarative_base()
class Run(B):
    __tablename__='schedule_runs'; __versioned__={}
    id=sa.Column(sa.Integer, primary_key=True); start_date=sa.Column(sa.String)
configure_mappers()
e=sa.create_engine('sqlite://')
with e.begin() as c:
    for t in B.metadata.sorted_tables:
        if t.name=='schedule_runs_version':
            if 'mod' in sys.argv[1]: c.exec_driver_sql('create table schedule_runs_version (id integer, start_date text, transaction_id bigint, end_transaction_id bigint, operation_type smallint, primary key(id,transaction_id))')
        else: t.create(c)
with Session(e) as s:
    if sys.argv[1].startswith('q'): print(s.query(version_class(Run)).all())
    s.add(Run(start_date='x')); s.commit()
