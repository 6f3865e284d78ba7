CREATE TABLE members (id serial PRIMARY KEY, email varchar(120) NOT NULL, full_name text, CONSTRAINT members_email_key UNIQUE (email));
INSERT INTO members (email, full_name) VALUES ('admin@example.com', 'Admin'), ('ines@example.com', 'Ines');
CREATE TABLE books (id serial PRIMARY KEY, isbn varchar(20) NOT NULL, title text, CONSTRAINT books_isbn_key UNIQUE (isbn));
INSERT INTO books (isbn, title) VALUES ('9780140449136', 'The Odyssey'), ('9780141439518', 'Pride and Prejudice');
CREATE TABLE loans (id serial PRIMARY KEY, shelf_no integer, due_at timestamptz, member_id integer REFERENCES members (id));
INSERT INTO loans (shelf_no, due_at, member_id) VALUES (1, '2026-11-01 08:00+00', 1), (2, '2026-11-02 08:00+00', 2);
CREATE TABLE loans_version (id integer, shelf_no integer, transaction_id bigint, end_transaction_id bigint, operation_type smallint, PRIMARY KEY (id, transaction_id));
CREATE TABLE transaction (id bigserial PRIMARY KEY, issued_at timestamp, remote_addr varchar(50));
