// The pages: Angular's at 4200, jQuery's at 8080 (PORT).
const express = require('express');
const app = express();
const PAGE = process.env.PAGE_KIND;
app.get('/main.js', (q, r) => r.sendFile('/app/dist/main.js'));
app.get('/jquery.js', (q, r) => r.sendFile('/app/node_modules/jquery/dist/jquery.min.js'));
app.get('/depot.js', (q, r) => r.sendFile('/app/depot.js'));
app.get('/favicon.ico', (q, r) => r.status(204).end());
app.get('/htmx.js', (q, r) => r.sendFile('/app/node_modules/htmx.org/dist/htmx.js'));
app.use((q, r) => PAGE === 'htmx' ? r.sendFile('/app/hx.html') : r.send(PAGE === 'jquery' ? '<!doctype html><title>Depot</title><h1>Depot</h1><script src="/jquery.js"></script><script src="/depot.js"></script>' : '<!doctype html><base href="/"><title>Lockers</title><app-root></app-root><script type="module" src="/main.js"></script>'));
app.listen(+process.env.PORT);
