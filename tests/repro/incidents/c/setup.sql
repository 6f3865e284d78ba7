CREATE TABLE vessels (id serial PRIMARY KEY, name text NOT NULL, imo text NOT NULL CONSTRAINT vessels_imo_key UNIQUE, flag text);
CREATE TABLE berths (id serial PRIMARY KEY, code text NOT NULL, depth numeric, CONSTRAINT uq_berths_code UNIQUE (code));
CREATE TABLE port_calls (id serial PRIMARY KEY, vessel_id int REFERENCES vessels, berth_id int REFERENCES berths, eta timestamptz);
CREATE TABLE accounts (id serial PRIMARY KEY, login text NOT NULL, password_hash text);
CREATE UNIQUE INDEX ix_accounts_login ON accounts (lower(login));
INSERT INTO vessels (name, imo, flag) VALUES ('Elbe Star', '9074729', 'DE'), ('Norra', '9321483', 'SE');
INSERT INTO berths (code, depth) VALUES ('Q-01', 11.5), ('Q-02', 9);
INSERT INTO accounts (login) VALUES ('mira');
