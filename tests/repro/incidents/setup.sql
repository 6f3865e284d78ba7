CREATE TABLE orders (id serial PRIMARY KEY, total numeric(10, 2), status text DEFAULT 'open');
INSERT INTO orders (total) SELECT n FROM generate_series(1, 9) AS n;
CREATE TABLE people (id serial PRIMARY KEY, email text NOT NULL, CONSTRAINT people_email_key UNIQUE (email));
CREATE TABLE widgets (id serial PRIMARY KEY);
CREATE TABLE rosters (id serial PRIMARY KEY, name varchar(50));
CREATE TABLE roster_version (id integer, name varchar(50), transaction_id bigint, end_transaction_id bigint, operation_type smallint);
CREATE TABLE shifts (id serial PRIMARY KEY, name varchar(50));
CREATE TABLE shifts_version (id integer, name varchar(50), transaction_id bigint, end_transaction_id bigint, operation_type smallint);
CREATE TABLE transaction (id bigserial PRIMARY KEY, issued_at timestamp, remote_addr varchar(50));
