const { PrismaClient } = require('@prisma/client')
const { PrismaPg } = require('@prisma/adapter-pg')

module.exports = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) })
