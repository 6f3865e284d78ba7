require "pg"
RSpec.describe "tariff arithmetic" do
  600.times { |n| it("rounds case #{n}") { expect((n * 1.23).round(2)).to be >= 0 } }
end
RSpec.describe "vessel store" do
  let(:db) { PG.connect(ENV["DATABASE_URL"]) }
  70.times { |n| it("finds vessel #{n}") { expect(db.exec("SELECT count(*) FROM vessels").ntuples).to eq 1 } }
end
RSpec.describe "tide arithmetic" do
  600.times { |n| it("interpolates case #{n}") { expect(Math.sin(n)).to be <= 1 } }
end
