import jwt from 'jsonwebtoken'
console.log(jwt.sign({ sub: 'ana', exp: Math.floor(Date.now() / 1000) + +process.argv[2] }, process.argv[3] ?? 'a-key-of-this-deploy-which-is-long-enough'))
