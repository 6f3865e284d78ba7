import CircuitBreaker from 'opossum';
const breaker = new CircuitBreaker(() => new Promise(d => setTimeout(d, 500)), { capacity: 2, timeout: 3000 });
const done = await Promise.allSettled([1, 2, 3, 4, 5].map(n => breaker.fire(n)));
for (const d of done) console.log(d.status, d.reason);
