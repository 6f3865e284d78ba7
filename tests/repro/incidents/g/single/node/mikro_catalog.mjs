import { MikroORM, EntitySchema } from '@mikro-orm/postgresql'

const Plant = new EntitySchema({ name: 'Plant', tableName: 'plants', properties: { id: { type: 'number', primary: true }, sku: { type: 'string' }, hardinessZone: { type: 'number', nullable: true } } })
const orm = await MikroORM.init({ clientUrl: process.env.DATABASE_URL, entities: [Plant], discovery: { warnWhenNoEntities: false }, debug: ['query', 'info'], colors: false })
await orm.em.fork().find('Plant', { hardinessZone: { $lte: 6 } }, { orderBy: { sku: 'asc' } })
