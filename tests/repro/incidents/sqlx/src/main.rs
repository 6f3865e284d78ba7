//! Lists or adds orders with sqlx: `orders COMMAND URL`.

use anyhow::{Context, Result};
use sqlx::{postgres::PgPoolOptions, Row};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    tracing_subscriber::fmt().init();
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().context("no command")?;
    let url = arguments.next().context("no url")?;
    tracing::info!(command, "starting");
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(std::time::Duration::from_secs(2))
        .connect(&url)
        .await
        .context("failed to open the pool")?;
    match command.as_str() {
        "list" => {
            let rows = sqlx::query("SELECT id, discount_code FROM orders").fetch_all(&pool).await.context("failed to list the orders")?;
            for row in rows {
                println!("{}", row.get::<i32, _>("id"));
            }
        }
        _ => {
            for _ in 0..2 {
                sqlx::query("INSERT INTO people (email) VALUES ($1)").bind("ada@example.org").execute(&pool).await.inspect_err(
                    |error| tracing::error!(?error, "insert failed"),
                )?;
            }
        }
    }
    Ok(())
}
