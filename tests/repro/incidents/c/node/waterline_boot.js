const Waterline = require("waterline")
const options = { adapters: { "sails-postgresql": require("sails-postgresql") }, datastores: { default: { adapter: "sails-postgresql", url: process.argv[2] } },
  defaultModelSettings: { primaryKey: "id", datastore: "default", migrate: "safe", attributes: { id: { type: "number", autoMigrations: { autoIncrement: true, columnType: "_number" } } } },
  models: { pilotage: { tableName: "pilotage_jobs", attributes: { vessel: { type: "number" }, state: { type: "string" } } }, berths: { attributes: { code: { type: "string" } } } } }
Waterline.start(options, async (err, orm) => {
  if (err) { console.error("Could not start up the ORM:\n", err); process.exit(1) }
  console.log("orm hook loaded, " + (await Waterline.getModel("berths", orm).count()) + " berths")
  try { console.log(await Waterline.getModel("pilotage", orm).find({ state: "open" }).sort("id DESC")) }
  catch (e) { console.error("error: Sending 500 (\"Server Error\") response: \n", e) }
  Waterline.stop(orm, () => {})
})
