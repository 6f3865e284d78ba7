const [,, drv, sc] = process.argv
const url={refused:'redis://127.0.0.1:6379/0',refusedp:'redis://localhost:15999/0',host:'redis://cache-db:6379/0',wrong:'redis://:wrong@127.0.0.1:15911/0',noauth:'redis://127.0.0.1:15911/0',noneed:'redis://:pw@127.0.0.1:15912/0',twice:'redis://:right@:right@127.0.0.1:15911/0'}[sc]
const m={
 async ioredis(){ const {default:R}=await import('ioredis'); console.log(await new R(url,{maxRetriesPerRequest:2}).get('a')) },
 async ioredisl(){ const {default:R}=await import('ioredis'); const r=new R(url,{maxRetriesPerRequest:1}); r.on('error',e=>console.error('Redis error:',e.message)); console.log(await r.get('a')) },
 async ioredisp(){ const {default:pino}=await import('pino'); const {default:R}=await import('ioredis'); const r=new R(url,{maxRetriesPerRequest:1}); const l=pino({name:'cache'}); r.on('error',err=>l.error({err},'redis error')); console.log(await r.get('a')) },
 async redis(){ const {createClient}=await import('redis'); const c=createClient({url}); c.on('error',e=>console.log('Redis Client Error',e)); setTimeout(()=>process.exit(1),1500); await c.connect(); console.log(await c.get('a')) },
 async redis4(){ const {createClient}=await import('redis4'); const c=createClient({url}); await c.connect(); console.log(await c.get('a')) },
 async redis4l(){ const {createClient}=await import('redis4'); const c=createClient({url}); c.on('error',e=>console.log('redis error', e.message)); setTimeout(()=>process.exit(1),1500); await c.connect(); console.log(await c.get('a')) },
 async redis3(){ const {default:r}=await import('redis3'); const c=r.createClient(url); c.get('a',(e,v)=>console.log(e,v)); setTimeout(()=>process.exit(1),2000); await new Promise(()=>{}) },
 async redis3l(){ const {default:r}=await import('redis3'); const c=r.createClient(url); c.on('error',e=>console.error(String(e))); c.get('a',(e,v)=>{console.log(e,v)}); setTimeout(()=>process.exit(1),2000); await new Promise(()=>{}) },
 async bullmq(){ const {Queue}=await import('bullmq'); const q=new Queue('mail',{connection:{url,maxRetriesPerRequest:1}}); await q.add('a',{}) },
 async bullw(){ const {Worker}=await import('bullmq'); new Worker('mail',async()=>{},{connection:{url,maxRetriesPerRequest:null}}); setTimeout(()=>process.exit(1),1500); await new Promise(()=>{}) },
 async bull(){ const {default:Q}=await import('bull'); const q=new Q('mail',url); q.on('error',e=>console.error(e)); setTimeout(()=>process.exit(1),1500); await q.add({}) },
 async keyv(){ const {default:Keyv}=await import('keyv'); const {default:KR}=await import('@keyv/redis'); const k=new Keyv(new KR(url)); k.on('error',e=>console.error('Keyv', e)); setTimeout(()=>process.exit(1),1500); await k.get('a') },
}
m[drv]().then(()=>process.exit(0)).catch(e=>{console.error(e);process.exit(1)})
