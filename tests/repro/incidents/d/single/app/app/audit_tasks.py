from celery import Celery
from sqlalchemy.orm import Session

from app.audit import TreatmentPlan, engine

celery_app = Celery("plans", broker="memory://")
celery_app.conf.task_always_eager = True


@celery_app.task
def close_plan(plan_id):
    with Session(engine) as db:
        plan = db.get(TreatmentPlan, plan_id) or TreatmentPlan(id=plan_id)
        plan.goal = "closed"
        db.add(plan)
        db.commit()
