// Asks a server with axios and logs the error as it is: `axios_client.js METHOD URL [TOKEN]`.
const axios = require("axios")
const [, , method, url, token] = process.argv
axios({ method, url, data: method === "post" ? { username: "admin@example.org", password: "changeme" } : undefined, headers: token ? { Authorization: "Bearer " + token } : {} })
  .then((answer) => console.log(answer.status))
  .catch((error) => { console.error(error); process.exitCode = 1 })
