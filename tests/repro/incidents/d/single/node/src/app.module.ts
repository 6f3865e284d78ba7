import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DoctorsController } from './doctors.controller';
import { DoctorsService } from './doctors.service';
import { Doctor, Room } from './entities';

@Module({
  imports: [
    TypeOrmModule.forRoot({ type: 'postgres', url: process.env.DATABASE_URL, entities: [Doctor, Room], synchronize: false, retryAttempts: 4, retryDelay: 1000 }),
    TypeOrmModule.forFeature([Doctor, Room]),
  ],
  controllers: [DoctorsController],
  providers: [DoctorsService],
})
export class AppModule {}
