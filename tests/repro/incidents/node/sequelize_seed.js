// Sequelize: seeds people twice, and counts in a table that no migration made. `node sequelize_seed.js seed|count`.
const { Sequelize, DataTypes } = require("sequelize")
const sequelize = new Sequelize("postgres://app:app-secret@127.0.0.1:15633/shop", { logging: (sql) => console.log(sql) })
const Person = sequelize.define("Person", { email: DataTypes.STRING }, { tableName: "people", timestamps: false })
const Coupon = sequelize.define("Coupon", { code: DataTypes.STRING }, { tableName: "coupons", timestamps: false })

const work = process.argv[2] === "seed" ? () => Person.bulkCreate([{ email: "ada@example.org" }, { email: "ada@example.org" }]) : () => Coupon.count()
work().catch((error) => {
  console.error(error)
  process.exit(1)
})
