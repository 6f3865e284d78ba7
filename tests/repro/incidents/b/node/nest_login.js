// NestJS with TypeORM: retries while the database refuses it, or a controller that throws. `nest_login.js db URL` or `nest_login.js 500 PORT`.
require("reflect-metadata")
const { Module, Controller, Get } = require("@nestjs/common")
const { NestFactory } = require("@nestjs/core")
const { TypeOrmModule } = require("@nestjs/typeorm")
const [, , what, target] = process.argv
class Reports { monthly() { throw new TypeError("Cannot read properties of undefined (reading 'total')") } }
Controller("reports")(Reports)
Get("monthly")(Reports.prototype, "monthly", Object.getOwnPropertyDescriptor(Reports.prototype, "monthly"))
class AppModule {}
Module(what === "db" ? { imports: [TypeOrmModule.forRoot({ type: "postgres", url: target, retryAttempts: 4, retryDelay: 150 })] } : { controllers: [Reports] })(AppModule)
async function main() {
  const app = await NestFactory.create(AppModule, { logger: what === "500" ? false : undefined })
  await app.listen(+target, "127.0.0.1")
}
main()
