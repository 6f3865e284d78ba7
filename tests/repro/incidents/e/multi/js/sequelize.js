const { Sequelize, DataTypes } = require("sequelize");
const db = new Sequelize(process.env.DATABASE_URL, { logging: false });
const Guest = db.define("guest", { email: { type: DataTypes.TEXT, unique: true } }, { tableName: "guests", timestamps: false });
(async () => {
  const transaction = await db.transaction();
  let failed = 0;
  for (let n = 1; n <= 220; n++) {
    try { await Guest.create({ email: n === 95 ? "g12@example.com" : `crm${n}@example.com` }, { transaction }); console.log(`crm: guest ${n} copied`); }
    catch (e) { failed++; console.error(`crm: guest ${n}: ${e.name}: ${e.parent ? e.parent.message : e.message}`); }
  }
  await transaction.rollback();
  throw new Error(`crm: ${failed} guests failed`);
})();
