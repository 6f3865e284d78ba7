INSERT INTO users (email, full_name) VALUES ('pia@example.com', 'Pia') ON CONFLICT DO NOTHING;
INSERT INTO vessels (name, imo) VALUES ('Havel', '9321507') ON CONFLICT DO NOTHING;
\copy vessels (name, imo) FROM 'vessels.csv' CSV HEADER
