select id, code from public.berths
