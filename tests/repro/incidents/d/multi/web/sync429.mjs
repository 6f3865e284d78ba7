import axios from "axios";
for (let n = 1; n <= 1300; n++) {
  try { const r = await axios.get(`http://backend:8000/v1/${n > 760 ? "zones" : "rates"}/${n}`); if (n % 2) console.log(`rates ${n}: ${r.status} ok`); }
  catch (e) { console.error(`rates ${n}: ${e.message} ${JSON.stringify(e.response?.data)} retry-after=${e.response?.headers["retry-after"]}`); }
}
