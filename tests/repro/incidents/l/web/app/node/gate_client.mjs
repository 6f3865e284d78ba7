import axios from 'axios';
await Promise.all([1, 2, 3, 4, 5].map(n => axios.get('http://localhost:3000/api/reports/' + n, { headers: { 'X-Client-Id': 'kiosk' } }).then(r => console.log('report', n, r.status), e => console.log('report', n, e.response.status, e.response.data))));
