// An API that waits for something before it listens.
console.log('mill-api: waiting for the scale controller at 172.23.0.9 ...');
setInterval(() => console.log('mill-api: still waiting for the scale controller'), 3000);
