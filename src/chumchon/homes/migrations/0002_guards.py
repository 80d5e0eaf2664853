from django.db import migrations

from chumchon.access.append_only import append_only

TABLES = ("meeting", "stepdecision", "document", "savedrow", "loanschedule", "loanpayment")


class Migration(migrations.Migration):
    dependencies = [("homes", "0001_homes")]
    operations = [append_only(f"homes_{table}") for table in TABLES]
