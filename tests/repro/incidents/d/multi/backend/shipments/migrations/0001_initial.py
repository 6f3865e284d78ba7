from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.CreateModel("Shipment", [("id", models.BigAutoField(primary_key=True)), ("reference", models.CharField(max_length=40, unique=True)), ("weight", models.DecimalField(max_digits=8, decimal_places=2, default=0))])]
