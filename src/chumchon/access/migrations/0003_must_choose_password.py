from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0002_guards")]

    operations = [
        migrations.AddField(model_name="user", name="must_choose_password", field=models.BooleanField(default=False)),
    ]
