require 'sequel'
DB = Sequel.connect(ENV['PG'])
case ARGV[0]
when 'dup' then DB[:people].insert(email: 'ada@example.org')
when 'col' then puts DB[:assignments].select(:id, :explanation).all.size
when 'tab' then puts DB[:payments].count
else puts DB[:people].count
end
