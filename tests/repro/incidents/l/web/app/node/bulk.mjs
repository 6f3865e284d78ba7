import { bulkhead } from 'cockatiel';
const slots = bulkhead(2, 1);
const call = n => slots.execute(async () => (await fetch('http://localhost:3000/api/books')).status);
await Promise.all([1, 2, 3, 4, 5, 6].map(call));
