select id, name, upper(flag) as flag from public.vessels
