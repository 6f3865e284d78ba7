CREATE TABLE berths (id serial PRIMARY KEY, code text UNIQUE NOT NULL, length_m numeric);
INSERT INTO berths (code, length_m) SELECT 'B' || n, 80 + n FROM generate_series(1, 60) n;
CREATE TABLE vessels (id serial PRIMARY KEY, imo text NOT NULL CONSTRAINT vessels_imo_key UNIQUE, name text, flag text);
INSERT INTO vessels (imo, name, flag) SELECT (9100000 + n)::text, 'MV ' || n, 'PT' FROM generate_series(1, 80) n;
CREATE TABLE port_calls (id serial PRIMARY KEY, vessel_id int REFERENCES vessels, berth_id int, eta timestamptz);
CREATE TABLE operators (id serial PRIMARY KEY, login text UNIQUE, hash text);
