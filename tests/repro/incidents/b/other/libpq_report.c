/* libpq from C: `libpq_report CONNINFO`. */
#include <libpq-fe.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    PGconn *connection = PQconnectdb(argv[1]);
    if (PQstatus(connection) != CONNECTION_OK) {
        fprintf(stderr, "report: %s", PQerrorMessage(connection));
        return 1;
    }
    PGresult *result = PQexec(connection, "SELECT a.code, b.owner_name FROM accounts a JOIN balances b ON b.account_id = a.id");
    if (PQresultStatus(result) != PGRES_TUPLES_OK) {
        PQsetErrorVerbosity(connection, PQERRORS_VERBOSE);
        fprintf(stderr, "report: query failed\n%s", PQresultVerboseErrorMessage(result, PQERRORS_VERBOSE, PQSHOW_CONTEXT_ALWAYS));
        return 1;
    }
    return 0;
}
