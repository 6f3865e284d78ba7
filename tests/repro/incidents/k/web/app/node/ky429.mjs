import ky from 'ky';
for (let day = 1; day <= 8; day++) {
  const tides = await ky(`http://localhost:3000/api/tides?day=${day}`, { retry: 0 }).json();
  console.log(`day ${day}: ${tides.length} tides`);
}
