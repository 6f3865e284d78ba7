import { createPool, sql } from "slonik"
import { z } from "zod"
const pool = await createPool(process.argv[2], { maximumPoolSize: 2 })
const rows = [["Havnia", "9500001"], ["Norra", "9321483"]]
for (const [name, imo] of rows) {
  const { id } = await pool.one(sql.type(z.object({ id: z.number() }))`INSERT INTO vessels (name, imo) VALUES (${name}, ${imo}) RETURNING id`)
  console.log("imported", name, id)
}
