from locust import HttpUser, constant, task


class Miller(HttpUser):
    wait_time = constant(0.4)

    @task
    def prices(self):
        self.client.get("/api/v1/prices/rye", name="/api/v1/prices/[grain]")
