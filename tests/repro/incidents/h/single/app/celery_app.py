from celery import Celery, Task

from limited import create_app


def celery_init_app(app):
    class FlaskTask(Task):
        def __call__(self, *args, **kwargs):
            with app.app_context():
                return self.run(*args, **kwargs)

    celery = Celery(app.name, task_cls=FlaskTask, broker="redis://:dev-redis-pw@redis:6379/2")
    celery.set_default()
    app.extensions["celery"] = celery
    return celery


flask_app = create_app()
celery = celery_init_app(flask_app)
