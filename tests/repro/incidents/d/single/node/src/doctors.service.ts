import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Doctor, Room } from './entities';

@Injectable()
export class DoctorsService {
  constructor(@InjectRepository(Doctor) private doctors: Repository<Doctor>, @InjectRepository(Room) private rooms: Repository<Room>) {}
  create(fullName: string, licenseNo: string) {
    return this.doctors.save({ fullName, licenseNo });
  }
  findRooms() {
    return this.rooms.find();
  }
}
