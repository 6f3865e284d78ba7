# What the deployment's first start does: a seed script that is not in the image, and then people who cannot log in.
echo "[entrypoint] seeding"
python3 /app/scripts/seed_people.py --with-admin
echo "[entrypoint] starting"
exec uvicorn shop_api:app --host 0.0.0.0 --port 8000
