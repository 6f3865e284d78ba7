for (let n = 1; n <= 900; n++) {
  const r = await fetch(`http://backend:8000/invoices/${n}`);
  const body = await r.text();
  console.log(`${new Date().toISOString()} invoice ${n}: ${r.status} ${r.ok ? "stored" : body}`);
}
