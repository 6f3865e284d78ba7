cd ci; ln -sfn ../../node/node_modules jds/node_modules
(cd pt; touch docker-compose.yml; COLUMNS=80 pytest -q -p no:cacheprovider > $R/ci.pytestdocker 2>&1)
python wait_backend.py > $R/ci.tenacity 2>&1
robot --output NONE --log NONE --report NONE --consolewidth 90 health.robot > $R/ci.robot 2>&1
make e2e > $R/ci.make 2>&1
(cd ../node; jest --rootDir ../ci/jds --config ../ci/jds/jest.config.json) > $R/ci.jestdev 2>&1
(cd ../node; wait-port -t 4000 http://localhost:8000/health) > $R/ci.waitport 2>&1
ANSIBLE_NOCOLOR=1 ansible-playbook -i localhost, play.yml > $R/ci.ansiblewait 2>&1
bash deploy.sh > $R/ci.deploy 2>&1
cd ../py; export ENVIRONMENT=staging SECRET_KEY=changethis; for n in 1 2 3; do uvicorn api:app --port 8000 >> $R/ci.secretloop 2>&1; done
COLUMNS=80 pytest -q -p no:cacheprovider --timeout 2 test_script.py > $R/script.pytest 2>&1
