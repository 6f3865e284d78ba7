const { DataSource, EntitySchema } = require('typeorm')
const Assignment = new EntitySchema({ name: 'Assignment', tableName: 'assignments', columns: { id: { type: Number, primary: true, generated: true }, explanation: { type: String } } })
const source = new DataSource({ type: 'postgres', url: 'postgres://app:app-secret@db/shop', entities: [Assignment] })
source.initialize().then(() => source.getRepository(Assignment).find())
