// The ferry's page at 5173: ?scene=…&api=…; Vue 3 and axios as one file each.
const express = require('express');
const app = express();
app.get('/vue.js', (q, r) => r.sendFile(require.resolve('vue/dist/vue.global.prod.js')));
app.get('/axios.js', (q, r) => r.sendFile('/app/node_modules/axios/dist/axios.min.js'));
app.get('/main.js', (q, r) => r.sendFile('/app/main.js'));
app.get('/favicon.ico', (q, r) => r.status(204).end());
app.get('*', (q, r) => r.send('<!doctype html><title>Ferry</title><div id="app"></div><script src="/vue.js"></script><script src="/axios.js"></script><script src="/main.js"></script>'));
app.listen(5173);
