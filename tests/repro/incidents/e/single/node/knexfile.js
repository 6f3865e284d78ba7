module.exports = {
  client: 'pg',
  connection: process.env.DATABASE_URL || 'postgres://quay:quay-dev@db:5432/quay',
  migrations: { directory: './migrations' },
  seeds: { directory: './seeds' },
};
