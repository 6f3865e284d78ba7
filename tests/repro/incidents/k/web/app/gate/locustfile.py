from locust import HttpUser, constant, task
class Traveller(HttpUser):
    wait_time = constant(0.1)
    @task
    def tides(self):
        self.client.get("/api/tides/oban")
