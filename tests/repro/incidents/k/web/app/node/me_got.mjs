import got from 'got';
const me = await got(process.env.API + '/api/me', { headers: { authorization: `Bearer ${process.env.TOKEN}` }, retry: { limit: 0 } }).json();
console.log(me);
