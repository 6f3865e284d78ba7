const Sequelize = require("sequelize")
const sequelize = new Sequelize(process.argv[2], { logging: false, pool: { max: 1 } })
;(async () => {
  for (let n = 1; n <= 5; n++) {
    try { await sequelize.authenticate(); console.log("Connection has been established successfully."); return }
    catch (e) { console.error("Unable to connect to the database (attempt %d of 5):", n, n < 5 ? String(e) : e) }
    await new Promise((r) => setTimeout(r, 400))
  }
  process.exit(1)
})()
