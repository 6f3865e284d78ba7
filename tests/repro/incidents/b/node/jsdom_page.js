// A page in jsdom, as test runners use it: `jsdom_page.js origin|network API`.
const { JSDOM, VirtualConsole } = require("jsdom")
const fs = require("fs")
const [, , scene, api] = process.argv
const virtualConsole = new VirtualConsole()
virtualConsole.on("jsdomError", (error) => console.error(error.stack || error.message, error.detail || ""))
virtualConsole.on("error", (...args) => console.error(...args))
virtualConsole.on("log", (...args) => console.log(...args))
const axios = fs.readFileSync("node_modules/axios/dist/axios.min.js", "utf8")
const { window } = new JSDOM("<!doctype html><title>Portal</title>", { url: "http://localhost:16741/orders", runScripts: "outside-only", virtualConsole, pretendToBeVisual: true })
window.eval(axios)
window.eval(`console.log("OrdersPage: loading"); axios.get("${api}").then((r) => console.log(r.status), (e) => { console.error("OrdersPage:", String(e), e.code); })`)
setTimeout(() => process.exit(0), 2500)
