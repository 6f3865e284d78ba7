CREATE OR REPLACE VIEW vessel_names AS SELECT id, name FROM vessels;
CREATE OR REPLACE VIEW open_orders AS SELECT o.id, o.vessel_id FROM orders o WHERE o.closed_at IS NULL;
CREATE OR REPLACE VIEW berth_codes AS SELECT code FROM berths;
