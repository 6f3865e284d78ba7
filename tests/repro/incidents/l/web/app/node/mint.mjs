import jwt from 'jsonwebtoken';
console.log(jwt.sign({ sub: 'ishbel', exp: Math.floor(Date.now() / 1000) + +process.argv[2] }, process.argv[3] ?? 'a-key-of-the-birch-library-for-every-day'));
