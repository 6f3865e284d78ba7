from locust import HttpUser, constant, task


class Rider(HttpUser):
    host = "http://backend:8000"
    wait_time = constant(0.5)

    @task
    def me(self):
        with self.client.get("/api/v1/users/me", headers={"authorization": "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJsZW5hIiwiZXhwIjoxOTAwMDAwMDAwfQ.4m0wzH0a3w3oQG0zv0cY3h2zVwYp1m5dY1l5yLr1n8k"}, catch_response=True) as answer:
            if answer.status_code != 200:
                answer.failure(f"{answer.status_code} {answer.text}")
