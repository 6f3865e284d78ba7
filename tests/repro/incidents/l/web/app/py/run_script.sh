set -x
timeout --verbose 2 python3 scripts/overdue_letters.py
echo "exit code $?"
