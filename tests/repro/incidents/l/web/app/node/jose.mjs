import { jwtVerify } from 'jose';
await jwtVerify(process.argv[2], new TextEncoder().encode('a-key-of-the-birch-library-for-every-day'));
