const r = await fetch(process.argv[2], process.argv[3] ? { headers: { authorization: `Bearer ${process.argv[3]}` } } : {})
console.log(r)
console.log(await r.text())
