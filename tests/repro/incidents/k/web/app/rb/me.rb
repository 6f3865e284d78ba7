require 'sinatra'
require 'jwt'
require 'json'
set :bind, '127.0.0.1'
set :port, 4567
set :show_exceptions, false
set :raise_errors, ENV['RAISE'] == '1'
set :dump_errors, true
get '/api/me' do
  token = request.env['HTTP_AUTHORIZATION'].to_s.sub('Bearer ', '')
  claims, = JWT.decode(token, ENV['SECRET_KEY'], true, algorithm: 'HS256')
  claims.to_json
end
