const express = require('express');
const session = require('express-session');
const pg = require('pg');
const PgSession = require('connect-pg-simple')(session);

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const app = express();
app.use(session({ store: new PgSession({ pool }), secret: 'keyboard', resave: false, saveUninitialized: true }));
app.get('/', (req, res) => { req.session.views = (req.session.views || 0) + 1; res.json({ views: req.session.views }); });
app.listen(3000, () => console.log('Server listening on http://localhost:3000'));
