require 'timeout'
def overdue_letters
  4000.times { sleep 0.05 }
end
def run_script(name, limit = 2)
  Timeout.timeout(limit) { send(name.tr('-', '_')) }
end
run_script(ARGV[0])
