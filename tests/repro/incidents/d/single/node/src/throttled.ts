import 'reflect-metadata';
import { Controller, Get, Logger, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, BaseExceptionFilter, NestFactory } from '@nestjs/core';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';

@Controller('api/slots')
class SlotsController {
  @Get() slots() {
    return [];
  }
}

class LogAll extends BaseExceptionFilter {
  catch(error: any, host: any) {
    new Logger('Exceptions').warn(`${host.switchToHttp().getRequest().url} ${error.status} ${error}`);
    super.catch(error, host);
  }
}

@Module({ imports: [ThrottlerModule.forRoot([{ ttl: 60000, limit: 3 }])], controllers: [SlotsController], providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }, { provide: APP_FILTER, useClass: LogAll }] })
class AppModule {}

NestFactory.create(AppModule).then((app) => app.listen(3000, '0.0.0.0'));
