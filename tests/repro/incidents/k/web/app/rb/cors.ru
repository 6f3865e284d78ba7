require 'sinatra/base'
require 'rack/cors'
use Rack::Cors, debug: true, logger: Logger.new($stdout) do
  allow do
    origins 'https://tern.example'
    resource '/api/*', headers: :any, methods: %i[get post options]
  end
end
class Sailings < Sinatra::Base
  set :environment, :production
  get('/api/v1/sailings') { '[{"id":1,"from":"Oban"}]' }
end
run Sailings
