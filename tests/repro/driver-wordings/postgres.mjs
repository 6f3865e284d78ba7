const [,, drv, sc] = process.argv
let H='127.0.0.1',P=15901,U='postgres',W='right',D='app',Q='select id from users',ssl=false
if (sc=='refused') P=5432
if (sc=='host') H='postgres-db'
if (sc=='nodb') D='shop'
if (sc=='pass') W='wrong'
if (sc=='nopass') W=undefined
if (sc=='col') Q='select nickname from users'
if (sc=='colq') Q='select u.nickname from users u'
if (sc=='insc') Q="insert into users(nick) values ('a')"
if (sc=='tab') Q='select * from orders'
if (sc=='dup') Q="insert into users(email) values ('a@x.org')"
if (sc=='ssl') ssl=true
if (sc=='mod') Q="insert into orders_version(id, status_mod) values (1, true)"
if (sc=='ver') Q="select * from trips_version"
const url=`postgres://${U}${W?':'+W:''}@${H}:${P}/${D}`
const cfg={host:H,port:P,user:U,password:W,database:D,ssl}
const m={
 async pg(){ const {default:pg}=await import('pg'); const p=new pg.Pool(cfg); await p.query(Q) },
 async pglog(){ const {default:pg}=await import('pg'); const p=new pg.Pool(cfg); try{await p.query(Q)}catch(e){console.error('Database error:', e.message)} },
 async pino(){ const {default:pg}=await import('pg'); const {default:pino}=await import('pino'); const p=new pg.Pool(cfg); try{await p.query(Q)}catch(e){pino().error(e,'query failed')} },
 async winston(){ const {default:pg}=await import('pg'); const w=(await import('winston')).default; const p=new pg.Pool(cfg); const l=w.createLogger({format:w.format.combine(w.format.timestamp(),w.format.errors({stack:true}),w.format.json()),transports:[new w.transports.Console()]}); try{await p.query(Q)}catch(e){l.error(e)} },
 async postgresjs(){ const {default:postgres}=await import('postgres'); const s=postgres({...cfg,ssl:ssl?'require':false,connect_timeout:3}); await s.unsafe(Q) },
 async drizzle(){ const {drizzle}=await import('drizzle-orm/node-postgres'); const {sql}=await import('drizzle-orm'); const {default:pg}=await import('pg'); const db=drizzle(new pg.Pool(cfg)); await db.execute(sql.raw(Q)) },
 async drizzlejs(){ const {drizzle}=await import('drizzle-orm/postgres-js'); const {sql}=await import('drizzle-orm'); const {default:postgres}=await import('postgres'); const db=drizzle(postgres({...cfg,ssl:ssl?'require':false})); await db.execute(sql.raw(Q)) },
 async kysely(){ const {Kysely,PostgresDialect,sql}=await import('kysely'); const {default:pg}=await import('pg'); const db=new Kysely({dialect:new PostgresDialect({pool:new pg.Pool(cfg)})}); await sql.raw(Q).execute(db) },
 async knex(){ const {default:knex}=await import('knex'); const k=knex({client:'pg',connection:cfg}); await k.raw(Q) },
 async objection(){ const {default:knex}=await import('knex'); const o=await import('objection'); const k=knex({client:'pg',connection:cfg}); class Order extends o.default.Model{static get tableName(){return sc=='tab'?'orders':'users'}}; Order.knex(k); if(sc=='tab') await Order.query(); else if (sc=='dup') await Order.query().insert({email:'a@x.org'}); else if (sc=='insc') await Order.query().insert({nick:'a'}); else await Order.query().select(sc=='col'?'nickname':'id') },
 async typeorm(){ const {DataSource}=await import('typeorm'); const d=new DataSource({type:'postgres',host:H,port:P,username:U,password:W,database:D,ssl}); await d.initialize(); await d.query(Q) },
 async sequelize(){ const {Sequelize}=await import('sequelize'); const s=new Sequelize(D,U,W,{host:H,port:P,dialect:'postgres',logging:false,dialectOptions:ssl?{ssl:true}:{}}); await s.query(Q) },
 async pgpromise(){ const {default:pgp}=await import('pg-promise'); await pgp()(cfg).any(Q) },
}
m[drv]().then(()=>process.exit(0)).catch(e=>{ if(['pglog','pino','winston'].includes(drv)) process.exit(1); if (sc.length%2) { console.error(e); process.exit(1) } else throw e })
