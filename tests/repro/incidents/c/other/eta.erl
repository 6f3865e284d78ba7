%% escript eta.erl
main(_) ->
    logger:info("eta service"),
    application:ensure_all_started(stringprep),
    {ok, C} = pgsql:connect([{host, "db"}, {user, "harbor"}, {password, "harbor-pw"}, {database, "harbor"}, {as_binary, true}]),
    R = pgsql:squery(C, "SELECT id, ata FROM port_calls WHERE ata IS NULL"),
    logger:error("squery returned ~p", [R]),
    case R of {ok, [{"SELECT", _, _} | _]} -> ok; {ok, [{error, E}]} -> erlang:error({query_failed, E}) end.
