import { ofetch } from 'ofetch';

for (let id = 1; id < 20; id++) {
  const locker = await ofetch(`http://gateway:8000/api/v1/lockers/${id}`, { retry: 2, retryDelay: 200 });
  console.log(`[sync] locker ${locker.locker} stored`);
}
