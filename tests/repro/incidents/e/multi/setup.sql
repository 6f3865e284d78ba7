CREATE TABLE guests (id serial PRIMARY KEY, email text NOT NULL CONSTRAINT guests_email_key UNIQUE, name text);
INSERT INTO guests (email, name) SELECT 'g' || n || '@example.com', 'Guest ' || n FROM generate_series(1, 60) n;
CREATE TABLE rooms (id serial PRIMARY KEY, number text UNIQUE NOT NULL, beds int NOT NULL DEFAULT 2);
INSERT INTO rooms (number, beds) SELECT 'R' || (100 + n), n % 4 + 1 FROM generate_series(1, 40) n;
CREATE TABLE stays (id serial PRIMARY KEY, guest_id int REFERENCES guests, room_id int REFERENCES rooms, code text UNIQUE NOT NULL, nights int);
INSERT INTO stays (guest_id, room_id, code, nights) SELECT n % 60 + 1, n % 40 + 1, 'ST' || (7000 + n), n % 9 + 1 FROM generate_series(1, 200) n;
CREATE TABLE users (id serial PRIMARY KEY, email text UNIQUE NOT NULL, hashed_password text);
