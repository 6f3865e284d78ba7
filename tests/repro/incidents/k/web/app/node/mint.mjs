import jwt from 'jsonwebtoken';
console.log(jwt.sign({ sub: 'mairi', iss: 'https://id.tern.example/', aud: 'tern' }, process.argv[2], { expiresIn: +process.argv[3] }));
