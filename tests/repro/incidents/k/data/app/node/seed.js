const { Sequelize, DataTypes } = require('sequelize')
const sequelize = new Sequelize('postgres://app:app-secret@db/shop', { logging: (sql) => console.log(sql) })
const Person = sequelize.define('Person', { email: { type: DataTypes.STRING, unique: true } }, { tableName: 'people', timestamps: false })
Person.bulkCreate([{ email: 'ada@example.org' }, { email: 'grace@example.org' }])
