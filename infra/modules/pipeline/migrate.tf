# The schema is brought up to date by a function that an apply calls, before any other function gets its new version. Migrations
# are safe while the previous version runs, so the old versions go on meanwhile.

locals {
  migrate_handler = "dev.tocsin.migrate.MigrateHandler"
}

module "migrate" {
  source = "../function"

  name        = "${var.name}-migrate"
  description = "Brings the schema up to date"
  handler     = local.migrate_handler
  archive     = var.archives.migrate

  runtime      = var.runtime
  architecture = var.architecture
  snap_start   = false # called once for each version
  memory       = 1024
  timeout      = 300

  environment = local.database_environment
  statements  = local.database_statements

  network             = var.network
  encrypt_environment = var.encrypt_environment
  log_retention_days  = var.log_retention_days
  kms_key_arn         = var.kms_key_arn
  region              = var.region
  account_id          = var.account_id
}

resource "aws_lambda_invocation" "migrate" {
  function_name = module.migrate.name
  qualifier     = module.migrate.version
  input         = jsonencode({})

  # Again with other migrations, and on another database.
  triggers = {
    archive  = filebase64sha256(var.archives.migrate)
    database = var.database.identity
  }

  depends_on = [aws_secretsmanager_secret_version.database_password]
}
