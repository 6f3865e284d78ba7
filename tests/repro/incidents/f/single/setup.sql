CREATE TABLE members (id serial PRIMARY KEY, email varchar(120) NOT NULL, full_name text, CONSTRAINT members_email_key UNIQUE (email));
INSERT INTO members (email, full_name) VALUES ('admin@example.com', 'Admin'), ('ines@example.com', 'Ines');
CREATE TABLE glazes (id serial PRIMARY KEY, code varchar(20) NOT NULL, name text, CONSTRAINT uq_glazes_code UNIQUE (code));
INSERT INTO glazes (code, name) VALUES ('CEL-01', 'Celadon'), ('TEN-02', 'Tenmoku');
CREATE TABLE firings (id serial PRIMARY KEY, kiln_no integer, started_at timestamptz, member_id integer REFERENCES members (id));
INSERT INTO firings (kiln_no, started_at, member_id) VALUES (1, '2026-11-01 08:00+00', 1), (2, '2026-11-02 08:00+00', 2);
CREATE TABLE firings_version (id integer, kiln_no integer, transaction_id bigint, end_transaction_id bigint, operation_type smallint, PRIMARY KEY (id, transaction_id));
CREATE TABLE transaction (id bigserial PRIMARY KEY, issued_at timestamp, remote_addr varchar(50));
