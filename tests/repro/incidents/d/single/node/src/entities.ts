import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('doctors')
export class Doctor {
  @PrimaryGeneratedColumn() id: number;
  @Column({ name: 'full_name' }) fullName: string;
  @Column({ name: 'license_no' }) licenseNo: string;
}

@Entity('rooms')
export class Room {
  @PrimaryGeneratedColumn() id: number;
  @Column() label: string;
}
