const pgp = require('pg-promise')()
const db = pgp(process.env.PG)
db.any(process.argv[2]).then(console.log).catch(e => { console.log('ERROR:', e); process.exit(1) })
