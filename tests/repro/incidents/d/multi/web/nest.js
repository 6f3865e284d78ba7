require("reflect-metadata");
const { Module, Controller, Get, Post, Inject } = require("@nestjs/common");
const { NestFactory } = require("@nestjs/core");
const { DataSource, EntitySchema } = require("typeorm");
const Parcel = new EntitySchema({ name: "Parcel", tableName: "parcels", columns: { id: { type: Number, primary: true }, tracking: { type: String }, lockerCode: { name: "locker_code", type: String, nullable: true } } });
const on = (decorators, target, key) => { const d = key && Object.getOwnPropertyDescriptor(target, key); for (const x of decorators) x(target, key, d); };
class ParcelsController {
  constructor(source) { this.source = source; }
  async find() { return this.source.getRepository("Parcel").find({ take: 5 }); }
  async count() { return { count: +(await this.source.query("SELECT count(*) AS n FROM parcels"))[0].n }; }
}
on([Get()], ParcelsController.prototype, "find");
on([Get("count")], ParcelsController.prototype, "count");
Inject("SOURCE")(ParcelsController, undefined, 0);
Controller("parcels")(ParcelsController);
class AppModule {}
Module({ controllers: [ParcelsController], providers: [{ provide: "SOURCE", useFactory: () => new DataSource({ type: "postgres", url: process.env.DATABASE_URL, entities: [Parcel], logging: ["error", "warn"] }).initialize() }] })(AppModule);
NestFactory.create(AppModule, process.env.QUIET ? { logger: false } : {}).then((app) => app.listen(8000, "0.0.0.0"));
