"""Some more."""

case("uvicorn-lifespan-lost-revision", LOST, "Alembic 1.13 in a FastAPI 0.110 lifespan under uvicorn 0.29, Python 3.12, docker-compose v1 with colours", "Can't locate revision identified by 'e4ab77100c2d'",
     lambda: at("e4ab77100c2d", lambda: (alembic("prestart", CHAIN), run("sed -i 's#^script_location = .*#script_location = ../prestart/migrations#' ../prestart/alembic.ini; sed -i '/fileConfig(config/s/fileConfig/str/' ../prestart/migrations/env.py; uvicorn migrating:app --port 21014"))[1]), compose_v1("api_1"))
case("lwp-jwt", JWT, "FastAPI 0.110 with python-jose 3.3: lwp-request -Se and uvicorn's log, GitLab", '{"detail":"Could not validate credentials"}',
     lambda: serving(JOSE, 8000, ["lwp-request -Se -H 'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.bm9wZQ' http://backend:8000/api/v1/users/me"], host="backend"), gitlab)
case("happydom-network-error", NETWORK, "happy-dom 21 with axios 0.21's XHR adapter in a test of Node 20, nobody listens", "Network Error", lambda: run("node happy.js", "node"), jenkins)
