CREATE TABLE customers (id serial PRIMARY KEY, email text NOT NULL CONSTRAINT customers_email_key UNIQUE, name text);
INSERT INTO customers (email, name) SELECT 'c' || n || '@example.com', 'Customer ' || n FROM generate_series(1, 60) n;
CREATE TABLE parcels (id serial PRIMARY KEY, customer_id int REFERENCES customers, tracking text UNIQUE NOT NULL, weight numeric);
INSERT INTO parcels (customer_id, tracking, weight) SELECT n % 60 + 1, 'PX' || (40000 + n), n % 17 FROM generate_series(1, 200) n;
CREATE TABLE users (id serial PRIMARY KEY, email text UNIQUE NOT NULL, hashed_password text);
