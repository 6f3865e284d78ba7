// The built pages: React's at 5173, Vue's at 3000 (PORT, PAGE_KIND).
import express from 'express';
const app = express();
app.get(/\/assets\/index-.*\.js/, (q, r) => r.sendFile(`/app/dist/${process.env.PAGE_KIND}.js`));
app.get('/favicon.ico', (q, r) => r.status(204).end());
app.use((q, r) => r.send(`<!doctype html><title>Harbour</title><div id="root"></div><script type="module" src="/assets/index-${process.env.PAGE_KIND === 'react' ? 'Bq2v7xKd' : 'D91fZmrA'}.js"></script>`));
app.listen(+process.env.PORT);
