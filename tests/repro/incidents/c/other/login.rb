require "net/http"
require "json"
answer = Net::HTTP.post(URI("http://backend:8000/api/v1/auth/login/json"), {username: "admin", password: "AdminPassword123!"}.to_json, "Content-Type" => "application/json")
warn "login as admin: HTTP #{answer.code} #{answer.message}"
warn answer.body
raise "smoke test: cannot log in" unless answer.is_a?(Net::HTTPSuccess)
