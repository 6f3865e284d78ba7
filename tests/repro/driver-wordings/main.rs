use std::env::args;
#[tokio::main(flavor="current_thread")]
async fn main() {
    let a: Vec<String> = args().collect();
    let (drv, sc) = (a[1].as_str(), a[2].as_str());
    let (mut h, mut p, mut w, mut d, mut q, mut ssl) = ("127.0.0.1", "15901", ":right", "app", "select id from users", "");
    match sc { "refused"=>p="5432","host"=>h="postgres-db","nodb"=>d="shop","pass"=>w=":wrong","nopass"=>w="","col"=>q="select nickname from users","colq"=>q="select u.nickname from users u","insc"=>q="insert into users(nick) values ('a')","tab"=>q="select * from orders","dup"=>q="insert into users(email) values ('a@x.org')","ssl"=>ssl="?sslmode=require",
      "mod"=>q="insert into orders_version(id, status_mod) values (1, true)","ver"=>q="select * from trips_version",_=>{} }
    let url = format!("postgres://postgres{w}@{h}:{p}/{d}{ssl}");
    match drv {
      "tokiopg" => { let (c, conn) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap(); tokio::spawn(conn); c.execute(q, &[]).await.unwrap(); }
      "tokiopgd" => { let (c, conn) = match tokio_postgres::connect(&url, tokio_postgres::NoTls).await { Ok(x)=>x, Err(e)=>{ eprintln!("ERROR app: {e}"); return } }; tokio::spawn(conn); if let Err(e)=c.execute(q, &[]).await { eprintln!("ERROR app: {e}") } }
      "sqlx" => { let pool = sqlx::postgres::PgPoolOptions::new().acquire_timeout(std::time::Duration::from_secs(3)).connect(&url).await.unwrap(); sqlx::query(q).execute(&pool).await.unwrap(); }
      "sqlxd" => { let r: anyhow::Result<()> = async { let pool = sqlx::PgPool::connect(&url).await?; sqlx::query(q).execute(&pool).await?; Ok(()) }.await; if let Err(e)=r { eprintln!("Error: {e:?}") } }
      "seaorm" => { use sea_orm::ConnectionTrait; let db = match sea_orm::Database::connect(&url).await { Ok(x)=>x, Err(e)=>{ eprintln!("Error: {e}\n{e:?}"); return } }; if let Err(e)=db.execute_unprepared(q).await { eprintln!("Error: {e}\n{e:?}") } }
      "deadpool" => { let mut c = deadpool_postgres::Config::new(); c.url=Some(url); let pool=c.create_pool(None, tokio_postgres::NoTls).unwrap(); match pool.get().await { Ok(o)=>{ if let Err(e)=o.execute(q,&[]).await { eprintln!("query: {e}") } }, Err(e)=>eprintln!("pool: {e}") } }
      "redis" => { let u=a[3].as_str(); let c = redis::Client::open(u).unwrap(); match c.get_multiplexed_async_connection().await { Ok(mut m)=>{ let r: redis::RedisResult<String> = redis::cmd("GET").arg("a").query_async(&mut m).await; println!("{r:?}"); if let Err(e)=r { eprintln!("Error: {e}") } }, Err(e)=>{ eprintln!("Error: {e}"); eprintln!("{e:?}") } } }
      "fred" => { use fred::prelude::*; let u=a[3].as_str(); match async { let c = Builder::from_config(RedisConfig::from_url(u)?).build()?; c.init().await?; let v: Option<String> = c.get("a").await?; Ok::<_, RedisError>(v) }.await { Ok(v)=>println!("{v:?}"), Err(e)=>{ eprintln!("Error: {e}"); eprintln!("{e:?}") } } }
      _ => {}
    }
}
