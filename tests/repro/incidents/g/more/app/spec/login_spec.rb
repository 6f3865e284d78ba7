require 'rest-client'

RSpec.describe 'the API on staging' do
  let(:base) { 'http://backend:8000/api/v1' }

  it 'lets the first administrator in' do
    answer = RestClient.post("#{base}/login/access-token", { username: 'admin@lockers.example', password: 'changeme' }) { |r| r }
    expect([answer.code, answer.body.strip]).to match([200, /access_token/])
  end
end
