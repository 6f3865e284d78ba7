const sql = require('postgres')(process.env.PG, { connect_timeout: 3 })
sql.unsafe(process.argv[2]).then(r => console.log(r)).catch(e => { console.error('sync failed', e); process.exit(1) })
