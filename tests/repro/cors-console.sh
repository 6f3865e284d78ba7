#!/bin/sh
# Consoles of Chromium for the CORS entries: a backend that fails, redirects, or answers with a wrong header.
# Needs: node 20 with npm, chromium. Installs puppeteer-core, express, cors and morgan into a new folder. Ports 8000, 5173.
# DRIVER=firefox takes Firefox (also has to be there) instead of Chromium.
# usage: cors-console.sh [masked|redirect|preflight|method|wild|multi|header|pfwild|pfvalue|gone|list|pflist]...
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent puppeteer-core@24 express@5 cors@2 morgan@1 >/dev/null
cat >cors.cjs <<'JS'
const express=require('express'),morgan=require('morgan'),net=require('net');
const scene=process.argv[2], drv=process.argv[3]||'puppeteer';
const listen=(a,p)=>new Promise(z=>{const s=a.listen(p,'127.0.0.1',()=>z(s))});
const P={masked:['orders','vendors','prices','stock','users'],redirect:['orders','vendors','prices','stock'],preflight:['orders'],method:['orders'],wild:['orders'],multi:['orders'],gone:['orders'],header:['orders'],pfwild:['orders'],pfvalue:['orders'],list:['orders'],pflist:['orders']}[scene];
(async()=>{
 const api=express();
 const cors=require('cors');
 if(scene==='masked'){let ready;const init=()=>ready??=new Promise((r,j)=>{net.connect(27017,'127.0.0.1').on('error',e=>{console.error('api: database is not ready:',e.stack.split('\n').slice(0,3).join('\n'));j(e)})});
  api.use((q,r,n)=>init().then(n,()=>r.status(500).end('Internal Server Error')));}
 if(scene==='redirect'){api.use(morgan('tiny'));api.use((q,r,n)=>q.path.endsWith('/')?n():r.redirect(301,q.path+'/'));api.use(cors())}
 if(scene==='preflight'){api.use(morgan('tiny'));api.use((q,r)=>r.status(502).end('Bad Gateway'))}
 if(scene==='method'){api.use(morgan('tiny'));api.use(cors({methods:['GET'],origin:'http://localhost:5173'}));api.all('/{*x}',(q,r)=>r.json({}))}
 if(scene==='header'){api.use(cors({allowedHeaders:['content-type']}))}
 if(scene==='pfwild')api.use(cors());
 if(scene==='pfvalue')api.use(cors({origin:'https://app.example.org'}));
 if(scene.endsWith('list')){api.use(morgan('tiny'));api.use(cors({origin:['https://app.example.org','https://admin.example.org']}));api.all('/{*x}',(q,r)=>r.json({}))}
 if(scene==='wild'){api.use(cors());api.all('/{*x}',(q,r)=>r.json({}))}
 if(scene==='multi'){api.use((q,r,n)=>{r.append('Access-Control-Allow-Origin','*');r.append('Access-Control-Allow-Origin','*');n()});api.all('/{*x}',(q,r)=>r.json({}))}
 const s1=scene==='gone'?null:await listen(api,8000);
 const web=express();web.get('/favicon.ico',(q,r)=>r.status(204).end());
 web.get('/',(q,r)=>r.type('html').send(`<script>(async()=>{for(const p of ${JSON.stringify(P)}){try{await fetch('http://localhost:8000/api/v1/'+p,{method:'${scene==='method'?'PUT':'GET'}',credentials:'${scene.endsWith('wild')?'include':'same-origin'}',headers:${scene==='header'?"{'x-trace-id':'1'}":['preflight','pfwild','pfvalue','pflist'].includes(scene)?"{'content-type':'application/json'}":'{}'}})}catch(e){console.error('load '+p+': '+e)}} document.title='done'})()</script>`));
 const s2=await listen(web,5173);
 let b,page;
  if(drv==='firefox'){b=await require('puppeteer-core').launch({browser:'firefox',executablePath:process.env.FIREFOX||'/usr/bin/firefox',headless:true,dumpio:!!process.env.DUMP});page=await b.newPage();}
 else{b=await require('puppeteer-core').launch({executablePath:process.env.CHROMIUM||'/usr/bin/chromium',args:['--no-sandbox']});page=await b.newPage();}
 page.on('console',m=>console.log(`[browser ${m.type()}] ${m.text()}`));
 page.on('pageerror',e=>console.log('[pageerror]',e.message));
 page.on('requestfailed',r=>console.log('[requestfailed]',r.method(),r.url(),r.failure().errorText));
 await page.goto('http://localhost:5173/');
 await new Promise(z=>setTimeout(z,3000));
 await b.close();process.exit(0)})().catch(e=>{console.log(e);process.exit(1)});
JS
for scene in "${@:-masked}"; do
  echo "--- $scene"
  timeout 60 node cors.cjs "$scene" ${DRIVER:+"$DRIVER"}
done
