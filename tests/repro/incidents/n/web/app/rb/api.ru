require "sinatra/base"
require "rack/cors"
require "jwt"
class Api < Sinatra::Base
  set :environment, :production
  get("/health") { "ok" }
  get("/me") { JWT.decode(request.env["HTTP_AUTHORIZATION"].split.last, "a-key-of-this-deploy-which-is-long-enough", true, algorithm: "HS256").to_s }
  get("/shelves") { { "a" => nil }["a"].upcase }
end
use Rack::Cors do
  allow { origins "https://heron.example"; resource "*", headers: :any, methods: :any }
end
run Api
