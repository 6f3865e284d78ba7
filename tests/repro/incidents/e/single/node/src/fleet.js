const express = require('express');
const winston = require('winston');
const { Sequelize, DataTypes } = require('sequelize');

const log = winston.createLogger({ format: winston.format.combine(winston.format.timestamp(), winston.format.errors({ stack: true }), winston.format.json()), defaultMeta: { service: 'fleet' }, transports: [new winston.transports.Console()] });
const db = new Sequelize(process.env.DATABASE_URL, { logging: (text) => log.debug(text) });
const Vessel = db.define('Vessel', { name: DataTypes.STRING, imo: DataTypes.STRING, draught: DataTypes.FLOAT }, { tableName: 'vessels', timestamps: false });
const app = express();
app.get('/vessels', async (req, res) => {
  try {
    res.json(await Vessel.findAll({ order: ['name'] }));
  } catch (error) {
    log.error(error);
    res.status(500).json({ error: 'internal' });
  }
});
app.listen(3000, () => log.info('listening on 3000'));
