CREATE TABLE patients (id serial PRIMARY KEY, full_name text NOT NULL, email text NOT NULL CONSTRAINT patients_email_key UNIQUE, created_at timestamptz DEFAULT now());
CREATE TABLE doctors (id serial PRIMARY KEY, full_name text NOT NULL, license_no text NOT NULL);
CREATE UNIQUE INDEX ix_doctors_license_no ON doctors (license_no);
CREATE TABLE appointments (id serial PRIMARY KEY, patient_id int REFERENCES patients, doctor_id int REFERENCES doctors, starts_at timestamptz, status text DEFAULT 'booked');
CREATE TABLE users (id serial PRIMARY KEY, username text NOT NULL CONSTRAINT uq_users_username UNIQUE, hashed_password text);
INSERT INTO patients (full_name, email) VALUES ('Ada Lund', 'ada@example.org'), ('Ben Okoro', 'ben@example.org');
INSERT INTO doctors (full_name, license_no) VALUES ('Dr. Ines Roth', 'L-1001');
INSERT INTO appointments (patient_id, doctor_id, starts_at) VALUES (1, 1, '2026-11-20 09:00+00');
