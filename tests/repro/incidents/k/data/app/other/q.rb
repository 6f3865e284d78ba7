require 'pg'

class Importer
  def initialize(url)
    @db = PG.connect(url)
  end

  def run(sql)
    @db.exec(sql).each { |row| p row }
  end
end

Importer.new(ARGV[0]).run(ARGV[1])
