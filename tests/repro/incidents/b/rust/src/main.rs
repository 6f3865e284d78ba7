//! `ledger column|wait|redis URL`: the synchronous face of tokio-postgres, and the redis crate.

use std::{env, thread, time::Duration};

fn main() {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("info")).init();
    let args: Vec<String> = env::args().collect();
    match args[1].as_str() {
        "column" => {
            let mut client = postgres::Client::connect(&args[2], postgres::NoTls).expect("the database is there");
            log::info!("closing the books of 2026-10");
            let rows = client.query("SELECT id, closed_on FROM accounts WHERE balance > 0", &[]).unwrap();
            log::info!("{} accounts", rows.len());
        }
        "wait" => {
            for attempt in 1..=6 {
                match postgres::Client::connect(&args[2], postgres::NoTls) {
                    Ok(_) => return log::info!("connected"),
                    Err(error) => log::warn!("attempt {attempt}/6: the database is not ready: {error:?}"),
                }
                thread::sleep(Duration::from_millis(120));
            }
            log::error!("gave up");
            std::process::exit(1);
        }
        _ => {
            log::info!("using cache {}", args[2]);
            let client = redis::Client::open(args[2].as_str()).expect("REDIS_URL");
            let mut connection = client.get_connection().unwrap();
            redis::cmd("PING").query::<String>(&mut connection).unwrap();
        }
    }
}
