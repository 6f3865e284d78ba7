import 'reflect-metadata';
import { CanActivate, Controller, ExecutionContext, Get, Injectable, Logger, Module, UnauthorizedException, UseGuards, Catch, ArgumentsHost, HttpException } from '@nestjs/common';
import { BaseExceptionFilter, HttpAdapterHost, NestFactory } from '@nestjs/core';
import * as jwt from 'jsonwebtoken';

@Injectable()
class JwtGuard implements CanActivate {
  canActivate(context: ExecutionContext) {
    const token = (context.switchToHttp().getRequest().headers.authorization ?? '').slice(7);
    try { jwt.verify(token, 'key-of-this-deployment'); return true; } catch { throw new UnauthorizedException('Could not validate credentials'); }
  }
}

@Catch(HttpException)
class Logged extends BaseExceptionFilter {
  private readonly log = new Logger('HttpExceptionFilter');
  catch(error: HttpException, host: ArgumentsHost) {
    const request = host.switchToHttp().getRequest();
    this.log.error(`${request.method} ${request.url} ${error.getStatus()} ${error.message}`, error.stack);
    super.catch(error, host);
  }
}

@Controller('api/v1')
class Users {
  @UseGuards(JwtGuard) @Get('users/me') me() { return {}; }
}

@Module({ controllers: [Users], providers: [JwtGuard] })
class AppModule {}

NestFactory.create(AppModule).then(async app => {
  app.useGlobalFilters(new Logged(app.get(HttpAdapterHost).httpAdapter));
  await app.listen(8000);
});
