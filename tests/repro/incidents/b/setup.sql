CREATE TABLE accounts (id serial PRIMARY KEY, code text NOT NULL, balance numeric(12, 2) DEFAULT 0, CONSTRAINT accounts_code_key UNIQUE (code));
INSERT INTO accounts (code) SELECT 'A-' || n FROM generate_series(1, 40) AS n;
CREATE TABLE customers (id serial PRIMARY KEY, email text NOT NULL, CONSTRAINT uq_customers_email UNIQUE (email));
INSERT INTO customers (email) VALUES ('ada@example.org');
CREATE TABLE rotations (id serial PRIMARY KEY, title varchar(50));
CREATE TABLE rotations_version (id integer, title varchar(50), transaction_id bigint, end_transaction_id bigint, operation_type smallint, PRIMARY KEY (id, transaction_id));
CREATE TABLE contracts (id serial PRIMARY KEY, title varchar(50));
CREATE TABLE transaction (id bigserial PRIMARY KEY, issued_at timestamp, remote_addr varchar(50));
