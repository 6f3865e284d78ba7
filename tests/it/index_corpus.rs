//! A small corpus for the tests of the text index, built by hand.

use kb::entry::{EntryId, EntryKind};
use kb::index::IndexedEntry;

pub fn id(text: &str) -> EntryId {
    EntryId::new(text).expect("the test names a valid id")
}

fn problem(
    name: &str,
    title: &str,
    ask: &[&str],
    literals: &[&str],
    log: &str,
    cause: &str,
    fix: &str,
) -> IndexedEntry {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let mut entry = IndexedEntry::new(id(name), EntryKind::Problem, title);
    entry.tags = vec![entry.id.area().to_owned(), "backend".to_owned()];
    entry.ask = texts(ask);
    entry.literals = texts(literals);
    entry.error_text = vec![log.to_owned()];
    entry.cause = vec![cause.to_owned()];
    entry.fix = vec![fix.to_owned()];
    entry
}

/// Fourteen entries, not in the order of their ids.
pub fn corpus() -> Vec<IndexedEntry> {
    let mut entries = problems();
    let mut restart =
        IndexedEntry::new(id("runbook/full-stack-restart"), EntryKind::Runbook, "Restart the whole stack");
    restart.ask = vec!["restart everything".to_owned(), "restart all containers".to_owned()];
    restart.fix = vec!["Stop everything, build the images again and start the services in order.".to_owned()];
    restart.code = vec!["docker compose down\ndocker compose up -d --build".to_owned()];
    restart.tags = vec!["docker".to_owned()];
    let mut reset =
        IndexedEntry::new(id("auth/reset-admin-password"), EntryKind::Runbook, "Reset the administrator's password");
    reset.ask = vec!["forgot the admin password".to_owned(), "reset admin password".to_owned()];
    reset.old_ids = vec![id("auth/lost-password")];
    reset.fix = vec!["Set a new password with the service's own hashing.".to_owned()];
    let mut list =
        IndexedEntry::new(id("checklist/new-deployment"), EntryKind::Checklist, "Checklist for a new deployment");
    list.other = vec!["The administrator can log in. Secrets are not the default ones.".to_owned()];
    entries.extend([restart, reset, list]);
    entries.reverse();
    entries
}

fn problems() -> Vec<IndexedEntry> {
    vec![
        problem(
            "docker/port-already-allocated",
            "A container port is already taken on the host",
            &["port already in use when starting compose"],
            &["bind: address already in use", "port is already allocated"],
            "Error response from daemon: driver failed programming external connectivity on endpoint shop-db-1\n\
             Error starting userland proxy: listen tcp4 0.0.0.0:5432: bind: address already in use",
            "Another process of the host listens on the port.",
            "See who holds the port, then stop it or publish another port.",
        ),
        problem(
            "docker/cached-layer",
            "A system library is missing in the image although it was added",
            &["docker build uses a stale cache", "new apt package is not installed"],
            &["failed to find libmagic. Check your installation"],
            "ImportError: failed to find libmagic. Check your installation",
            "The image was not built again, or a cached layer was taken.",
            "Build the image without the cache.",
        ),
        problem(
            "postgres/undefined-column",
            "A column does not exist: the code is ahead of the database",
            &["missing column after a migration"],
            &["psycopg2.errors.UndefinedColumn: column does not exist", "column does not exist"],
            "psycopg2.errors.UndefinedColumn: column users.faculty_role does not exist\nLINE 1: SELECT users.faculty_role",
            "The model has a column that no migration has made.",
            "Run the migrations.",
        ),
        problem(
            "postgres/undefined-table",
            "A relation (table) does not exist: migrations did not run",
            &["relation does not exist after deploy"],
            &["relation does not exist"],
            "ERROR:  relation \"invoices\" does not exist at character 15",
            "The migrations did not run on this database.",
            "Run the migrations.",
        ),
        problem(
            "postgres/password-authentication-failed",
            "PostgreSQL refuses the password",
            &["password authentication failed for user", "old volume keeps the old password"],
            &["password authentication failed for user"],
            "FATAL:  password authentication failed for user \"app\"",
            "The role is not there, or an old volume keeps the old password.",
            "Set the password of the role again.",
        ),
        problem(
            "redis/connection-refused",
            "Redis cannot be reached",
            &["redis connection refused", "cannot connect to redis"],
            &["Error 111 connecting to redis. Connection refused"],
            "redis.exceptions.ConnectionError: Error 111 connecting to redis:6379. Connection refused.",
            "The Redis container is down, or the host name is wrong.",
            "Start the container, check the name.",
        ),
        problem(
            "graphql/strawberry-enum",
            "Strawberry: the class is not an enum",
            &["GraphQL enum is not recognized"],
            &["ObjectIsNotAnEnumError: is not an enum"],
            "strawberry.exceptions.ObjectIsNotAnEnumError: AssignmentRole is not an enum",
            "The class does not inherit from `enum.Enum`.",
            "Let the class inherit from both `str` and `Enum`.",
        ),
        problem(
            "cors/origin-not-allowed",
            "The browser blocks a request: the origin is not allowed by CORS",
            &["blocked by CORS policy"],
            &["has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present"],
            "Access to fetch at 'http://api.test/x' from origin 'http://web.test' has been blocked by CORS policy: \
             No 'Access-Control-Allow-Origin' header is present on the requested resource.",
            "The origin of the page is not in the list of the backend.",
            "Add the origin to the list.",
        ),
        problem(
            "ratelimit/invalid-strategy",
            "The rate limiter refuses its strategy at start",
            &["rate limiting strategy is invalid"],
            &["Invalid rate limiting strategy"],
            "ConfigurationError: Invalid rate limiting strategy fixed-window-elastic-expiry",
            "The library knows other strategies.",
            "Use `fixed-window` or `moving-window`.",
        ),
        problem(
            "auth/invalid-credentials",
            "Login says invalid credentials because the user does not exist",
            &["invalid credentials on a fresh database", "no admin user"],
            &["Login failed: Invalid credentials"],
            "Login failed: {\"detail\": \"Invalid credentials\"}",
            "Migrations make tables, not users.",
            "Make the user.",
        ),
        problem(
            "python/alembic-not-found",
            "Alembic is not installed where it runs",
            &["alembic executable file not found"],
            &["exec: \"alembic\": executable file not found in $PATH"],
            "exec: \"alembic\": executable file not found in $PATH",
            "The package is in another environment.",
            "Install it in the image.",
        ),
    ]
}
