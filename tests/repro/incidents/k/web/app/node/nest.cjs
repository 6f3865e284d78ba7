require('reflect-metadata');
const { NestFactory } = require('@nestjs/core');
const { Module, Controller, Get, Injectable } = require('@nestjs/common');
const { ThrottlerModule, ThrottlerGuard } = require('@nestjs/throttler');
const { APP_GUARD } = require('@nestjs/core');
const { TerminusModule, HealthCheckService, HealthIndicatorService } = require('@nestjs/terminus');
const net = require('net');
const dec = (ds, c, k) => Reflect.decorate ? null : null;
class Sailings {
  constructor(health, indicator) { this.health = health; this.indicator = indicator; }
  tides() { return ['04:12']; }
  fares() { const fares = {}; return { fare: fares['oban'].single }; }
  ready() {
    const ping = (key, port) => async () => {
      const check = this.indicator.check(key);
      return new Promise(done => net.connect(port, '127.0.0.1').on('connect', () => done(check.up())).on('error', e => done(check.down(e.message))));
    };
    return this.health.check([ping('api', 3000), ping(process.env.DEP ?? 'search', 9200)]);
  }
}
const method = (name, path) => { const d = Object.getOwnPropertyDescriptor(Sailings.prototype, name); Get(path)(Sailings.prototype, name, d); };
method('tides', 'tides'); method('fares', 'fares'); method('ready', 'health');
Reflect.defineMetadata('design:paramtypes', [HealthCheckService, HealthIndicatorService], Sailings);
Controller('api')(Sailings);
class App {}
Module({ imports: [TerminusModule, ...(process.env.THROTTLE ? [ThrottlerModule.forRoot([{ ttl: 60000, limit: 5 }])] : [])], controllers: [Sailings],
  providers: process.env.THROTTLE ? [{ provide: APP_GUARD, useClass: ThrottlerGuard }] : [] })(App);
NestFactory.create(App, process.env.QUIET ? { logger: false } : {}).then(app => app.listen(3000));
