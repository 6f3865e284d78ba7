import { Body, Controller, Get, Post } from '@nestjs/common';
import { DoctorsService } from './doctors.service';

@Controller()
export class DoctorsController {
  constructor(private readonly service: DoctorsService) {}
  @Post('doctors') create(@Body() body: { fullName: string; licenseNo: string }) {
    return this.service.create(body.fullName, body.licenseNo);
  }
  @Get('rooms') rooms() {
    return this.service.findRooms();
  }
}
