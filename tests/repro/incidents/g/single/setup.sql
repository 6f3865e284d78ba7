CREATE TABLE customers (id serial PRIMARY KEY, email varchar(120) NOT NULL, full_name text, CONSTRAINT customers_email_key UNIQUE (email));
INSERT INTO customers (email, full_name) VALUES ('admin@example.com', 'Admin'), ('noor@example.com', 'Noor');
CREATE TABLE plants (id serial PRIMARY KEY, sku varchar(20) NOT NULL, name text, CONSTRAINT uq_plants_sku UNIQUE (sku));
INSERT INTO plants (sku, name) VALUES ('ACER-01', 'Japanese maple'), ('FERN-02', 'Lady fern');
CREATE TABLE deliveries (id serial PRIMARY KEY, gate_no integer, planned_at timestamptz, customer_id integer REFERENCES customers (id));
INSERT INTO deliveries (gate_no, planned_at, customer_id) VALUES (1, '2026-11-01 08:00+00', 1), (2, '2026-11-02 08:00+00', 2);
CREATE TABLE deliveries_version (id integer, gate_no integer, transaction_id bigint, end_transaction_id bigint, operation_type smallint, PRIMARY KEY (id, transaction_id));
CREATE TABLE transaction (id bigserial PRIMARY KEY, issued_at timestamp, remote_addr varchar(50));
