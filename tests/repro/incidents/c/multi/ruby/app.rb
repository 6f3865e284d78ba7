require "sinatra/base"
require "sequel"
require "json"
DB = Sequel.connect(ENV["DATABASE_URL"].sub("postgresql:", "postgres:"))
class Pilotage < Sinatra::Base
  set :show_exceptions, false
  set :raise_errors, false
  set :dump_errors, true
  set :environment, :production
  get("/") { "pilotage" }
  get("/vessels") { DB[:vessels].limit(3).map(:imo).to_json }
  get("/passages") { DB[:port_calls].select(:id, :draught_m).limit(3).all.to_json }
end
