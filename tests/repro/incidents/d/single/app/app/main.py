from fastapi import Depends, FastAPI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db import get_session
from app.models import Doctor, Patient, Prescription

app = FastAPI(title="Clinic API")


@app.get("/healthz")
async def healthz():
    return {"status": "ok"}


@app.get("/api/v1/patients")
async def patients(db: AsyncSession = Depends(get_session)):
    return (await db.scalars(select(Patient).order_by(Patient.id).limit(50))).all()


@app.get("/api/v1/patients/{patient_id}/prescriptions")
async def prescriptions(patient_id: int, db: AsyncSession = Depends(get_session)):
    return (await db.scalars(select(Prescription).where(Prescription.patient_id == patient_id))).all()


@app.post("/api/v1/doctors", status_code=201)
async def add_doctor(body: dict, db: AsyncSession = Depends(get_session)):
    doctor = Doctor(**body)
    db.add(doctor)
    await db.commit()
    return doctor
