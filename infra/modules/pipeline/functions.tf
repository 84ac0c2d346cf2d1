# What all functions have in common, and the pieces of which evaluator.tf, notifier.tf, enricher.tf and remediation.tf make theirs.

locals {
  functions = merge(local.evaluator, local.notifier, local.enricher, local.remediation)

  # Ticks and the way in from outside are bounded; what queues and topics feed is bounded there.
  tick    = { memory = 1024, timeout = 50, reserved_concurrency = 1, repeat_asynchronous_calls = false }
  ingest  = { memory = 1024, timeout = 10 }
  work    = { memory = 1024, timeout = 60 }
  request = { memory = 1024, timeout = 28, reserved_concurrency = 10 }

  database_environment = merge(
    {
      DATASOURCES_DEFAULT_URL               = var.database.jdbc_url
      DATASOURCES_DEFAULT_DRIVER_CLASS_NAME = "org.postgresql.Driver"
      DATASOURCES_DEFAULT_USERNAME          = var.database.username
    },
    var.database.iam == null
    ? { TOCSIN_DATABASE_PASSWORD_SECRET = one(aws_secretsmanager_secret.database_password[*].arn) }
    : { TOCSIN_DATABASE_IAM_AUTH = "true" },
  )
  database_statements = [
    var.database.iam == null
    ? { sid = "DatabasePassword", actions = ["secretsmanager:GetSecretValue"], resources = aws_secretsmanager_secret.database_password[*].arn, condition = null }
    : { sid = "Database", actions = ["rds-db:connect"], resources = [var.database.iam.connect_arn], condition = null },
  ]

  # For each module: its files, and for those that make or check approval links, or read the configuration, the key.
  api_environment = merge(
    {
      TOCSIN_API_ACCESS = var.api.unchecked ? "open" : var.api.credentials_secret == null ? "iam" : "credentials"
      # Whose pages may change something.
      TOCSIN_API_PUBLIC_URL = local.public_url
    },
    var.api.credentials_secret == null ? {} : { TOCSIN_API_CREDENTIALS_SECRET = var.api.credentials_secret },
  )
  module_environment = {
    for module in keys(local.files) : module => merge(
      local.database_environment,
      { TOCSIN_CONFIG_BUCKET = aws_s3_bucket.config.bucket },
      contains(["evaluator", "notifier"], module) ? local.api_environment : {},
      contains(["notifier", "remediation"], module)
      ? { TOCSIN_APPROVAL_KEY_SECRET = aws_secretsmanager_secret.approval_key.arn, TOCSIN_PUBLIC_URL = local.public_url }
      : {},
      module == "notifier" ? { TOCSIN_SEAL_KEY_SECRET = aws_secretsmanager_secret.seal_key.arn } : {},
    )
  }
  module_statements = {
    for module, files in local.files : module => concat(
      local.database_statements,
      [
        { sid = "Files", actions = ["s3:GetObject"], resources = [for file in files : "${local.bucket_arn}/${file}"], condition = null },
        # So that a file that is not there is "not found" and not "forbidden".
        { sid = "FileNames", actions = ["s3:ListBucket"], resources = [local.bucket_arn], condition = null },
      ],
      contains(["notifier", "remediation"], module)
      ? [{ sid = "ApprovalKey", actions = ["secretsmanager:GetSecretValue"], resources = [aws_secretsmanager_secret.approval_key.arn], condition = null }]
      : [],
      module == "notifier"
      ? [{ sid = "SealKey", actions = ["secretsmanager:GetSecretValue"], resources = [aws_secretsmanager_secret.seal_key.arn], condition = null }]
      : [],
      contains(["evaluator", "notifier"], module) && var.api.credentials_secret != null
      ? [{ sid = "ApiCredentials", actions = ["secretsmanager:GetSecretValue"], resources = [var.api.credentials_secret], condition = null }]
      : [],
    )
  }

  queue_environment = { for key, queue in module.queue : key => { "TOCSIN_QUEUES_${upper(replace(key, "-", "_"))}" = queue.url } }
}

module "function" {
  source   = "../function"
  for_each = local.functions

  name        = "${var.name}-${each.key}"
  description = each.value.description
  handler     = each.value.handler
  archive     = var.archives[each.value.module]

  runtime              = var.runtime
  architecture         = var.architecture
  snap_start           = var.snap_start
  memory               = coalesce(try(var.function_settings[each.key].memory, null), each.value.memory)
  timeout              = coalesce(try(var.function_settings[each.key].timeout, null), each.value.timeout)
  reserved_concurrency = coalesce(try(var.function_settings[each.key].reserved_concurrency, null), try(each.value.reserved_concurrency, -1))
  java_options         = try(each.value.java_options, null)

  repeat_asynchronous_calls = try(each.value.repeat_asynchronous_calls, true)

  environment = merge(
    local.module_environment[each.value.module],
    merge([for queue in each.value.sends_to : local.queue_environment[queue]]...),
    each.value.environment,
  )
  sends = length(each.value.sends_to) > 0
  statements = concat(
    local.module_statements[each.value.module],
    length(each.value.sends_to) == 0 ? [] : [{
      sid       = "Send"
      actions   = ["sqs:SendMessage"]
      resources = [for queue in each.value.sends_to : module.queue[queue].arn]
      condition = null
    }],
    each.value.statements,
  )

  queue_source = each.value.queue == null ? null : {
    arn                 = module.queue[each.value.queue].arn
    visibility_timeout  = module.queue[each.value.queue].visibility_timeout
    maximum_concurrency = coalesce(try(var.function_settings[each.key].maximum_concurrency, null), each.value.maximum_concurrency)
  }
  kafka_source = each.value.kafka

  network             = var.network
  encrypt_environment = var.encrypt_environment
  log_retention_days  = var.log_retention_days
  kms_key_arn         = var.kms_key_arn
  region              = var.region
  account_id          = var.account_id

  # No new version takes over before the schema is the one that it expects.
  depends_on = [aws_lambda_invocation.migrate, module.queue]
}
