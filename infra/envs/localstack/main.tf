# Tocsin on LocalStack: the same modules but for what its free version has not. Kafka and PostgreSQL run beside it; records come by
# a bridge that calls evaluator-metrics as the event source mapping would; functions are in no VPC. Nothing has default tags, since
# alarms lose theirs there and each plan would set them again.

provider "aws" {
  region     = var.region
  access_key = "test"
  secret_key = "test"

  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  s3_use_path_style           = true

  endpoints {
    apigateway     = var.endpoint
    cloudwatch     = var.endpoint
    events         = var.endpoint
    iam            = var.endpoint
    kms            = var.endpoint
    lambda         = var.endpoint
    logs           = var.endpoint
    s3             = var.endpoint
    secretsmanager = var.endpoint
    sns            = var.endpoint
    sqs            = var.endpoint
    sts            = var.endpoint
  }
}

module "key" {
  source = "../../modules/key"

  name          = var.name
  region        = var.region
  account_id    = local.account_id
  deletion_days = 7
}

module "pipeline" {
  source = "../../modules/pipeline"

  name        = var.name
  region      = var.region
  account_id  = local.account_id
  kms_key_arn = module.key.arn

  archives          = local.archives
  runtime           = var.runtime
  architecture      = var.architecture
  function_settings = var.function_settings
  max_receive_count = var.max_receive_count

  database = {
    jdbc_url = var.database.jdbc_url
    username = var.database.username
    password = var.database.password
    identity = var.database.identity
  }
  kafka = {
    bootstrap_servers = var.kafka_bootstrap_servers
    topic             = var.topic
    format            = var.topic_format
  }

  notify_url           = var.notify_url
  public_url           = var.public_url
  api_url_pattern      = "${trimsuffix(var.endpoint, "/")}/_aws/execute-api/{id}/{stage}"
  dashboard_url        = var.dashboard_url
  approval_key         = var.approval_key
  approval_key_version = var.approval_key_version
  seal_key             = var.seal_key
  api                  = { route_settings = false, unchecked = true }
  encrypt_environment  = false
  log_retention_days   = 1
  force_destroy        = true
}

locals {
  account_id = "000000000000"
  archives = {
    for module in ["evaluator", "notifier", "enricher", "remediation", "migrate"] : module => coalesce(
      var.archives[module],
      "${path.root}/../../../${module}-fn/target/${module}-fn.zip",
    )
  }
}
