import wretch from 'wretch'
for (let n = 0; n < 6; n++) console.log(await wretch(process.argv[2]).headers(process.argv[3] ? { authorization: `Bearer ${process.argv[3]}` } : {}).get().json())
