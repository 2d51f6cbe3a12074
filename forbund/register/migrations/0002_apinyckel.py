import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Apinyckel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("namn", models.CharField(max_length=100, verbose_name="vad nyckeln ska användas till")),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("endast_las", models.BooleanField(default=True, verbose_name="får bara läsa")),
                ("skapad", models.DateTimeField()),
                ("till", models.DateField(verbose_name="sista dag")),
                ("aterkallad", models.DateTimeField(blank=True, null=True, verbose_name="återkallad")),
                (
                    "forbund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="register.forbund"
                    ),
                ),
                (
                    "konto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="apinycklar",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
