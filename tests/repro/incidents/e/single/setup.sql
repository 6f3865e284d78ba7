CREATE TABLE vessels (id serial PRIMARY KEY, name varchar(80) NOT NULL, imo varchar(12), CONSTRAINT vessels_imo_key UNIQUE (imo));
INSERT INTO vessels (name, imo) VALUES ('Elbe', '9321483'), ('Weser', '9321495');
CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL, full_name text, CONSTRAINT users_email_key UNIQUE (email));
INSERT INTO users (email, full_name) VALUES ('admin@example.com', 'Admin'), ('kim@example.com', 'Kim');
CREATE TABLE berths (id serial PRIMARY KEY, code text NOT NULL, vessel_id integer REFERENCES vessels (id), CONSTRAINT uq_berths_code UNIQUE (code));
INSERT INTO berths (code, vessel_id) VALUES ('N-1', 1), ('N-2', NULL);
CREATE TABLE tariffs (id serial PRIMARY KEY, label text);
CREATE TABLE tariffs_version (id integer, label text, transaction_id bigint, end_transaction_id bigint, operation_type smallint, PRIMARY KEY (id, transaction_id));
CREATE TABLE transaction (id bigserial PRIMARY KEY, issued_at timestamp, remote_addr varchar(50));
