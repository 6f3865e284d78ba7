const { Window } = require("happy-dom")
const window = new Window({ url: "http://localhost:3000/", console })
globalThis.window = window
const XHR = window.XMLHttpRequest
globalThis.XMLHttpRequest = XHR
const axios = require("axios")
axios.defaults.adapter = require("axios/lib/adapters/xhr")
axios.get("http://localhost:3998/api/v1/calls", { timeout: 3000 }).then((r) => console.log(r.status)).catch((e) => { console.error("useCalls:", e) }).finally(() => process.exit(1))
