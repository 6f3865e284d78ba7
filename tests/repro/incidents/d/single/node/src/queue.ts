import 'reflect-metadata';
import { Logger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { BullModule, OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';

@Processor('reminders')
class RemindersConsumer extends WorkerHost {
  async process() {}
  @OnWorkerEvent('error') onError(error: Error) {
    new Logger('RemindersConsumer').error(error.message, error.stack);
  }
}

@Module({ imports: [BullModule.forRoot({ connection: { host: process.env.REDIS_HOST, port: 6379 } }), BullModule.registerQueue({ name: 'reminders' })], providers: [RemindersConsumer] })
class WorkerModule {}

NestFactory.createApplicationContext(WorkerModule).catch((error) => { console.error(error); process.exit(1); });
setTimeout(() => process.exit(1), 12000);
