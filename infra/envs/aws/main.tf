# Tocsin on AWS.

provider "aws" {
  region              = var.region
  allowed_account_ids = var.offline ? null : [var.account_id]

  skip_credentials_validation = var.offline
  skip_metadata_api_check     = var.offline
  skip_requesting_account_id  = var.offline

  default_tags {
    tags = merge({ application = "tocsin", deployment = var.name }, var.tags)
  }
}

module "key" {
  source = "../../modules/key"

  name       = var.name
  region     = var.region
  account_id = var.account_id
}

module "network" {
  source = "../../modules/network"

  name             = var.name
  region           = var.region
  zones            = var.zones
  cidr             = var.cidr
  existing         = var.existing_network
  endpoints        = var.endpoints
  endpoint_clients = { kafka = module.kafka.security_group_id }
  nat              = var.nat
}

module "kafka" {
  source = "../../modules/kafka"

  name             = var.name
  existing         = var.existing_kafka
  topic            = var.topic
  partitions       = var.kafka.partitions
  retention_hours  = var.kafka.retention_hours
  kafka_version    = var.kafka.version
  instance_type    = var.kafka.instance_type
  brokers_per_zone = var.kafka.brokers_per_zone
  volume_gib       = var.kafka.volume_gib
  vpc_id           = module.network.vpc_id
  subnet_ids       = module.network.subnet_ids
  clients          = merge({ functions = module.network.functions_security_group_id }, var.kafka.clients)
  kms_key_arn      = module.key.arn
}

module "database" {
  source = "../../modules/database"

  name                = var.name
  engine_version      = var.database.engine_version
  capacity            = var.database.capacity
  instances           = var.database.instances
  backup_days         = var.database.backup_days
  deletion_protection = var.database.deletion_protection
  vpc_id              = module.network.vpc_id
  subnet_ids          = module.network.subnet_ids
  clients             = { functions = module.network.functions_security_group_id }
  kms_key_arn         = module.key.arn
  region              = var.region
  account_id          = var.account_id
}

module "pipeline" {
  source = "../../modules/pipeline"

  name        = var.name
  region      = var.region
  account_id  = var.account_id
  kms_key_arn = module.key.arn

  archives          = local.archives
  runtime           = var.runtime
  architecture      = var.architecture
  snap_start        = var.snap_start
  function_settings = var.function_settings
  max_receive_count = var.max_receive_count

  network = {
    subnet_ids         = module.network.subnet_ids
    security_group_ids = [module.network.functions_security_group_id]
  }
  database = {
    jdbc_url = module.database.jdbc_url
    username = module.database.username
    identity = module.database.cluster_resource_id
    iam      = { connect_arn = module.database.connect_arn }
  }
  kafka = {
    bootstrap_servers = module.kafka.bootstrap_servers
    topic             = var.topic
    format            = var.topic_format
    consumer_group    = module.kafka.consumer_group
    iam = {
      cluster_arn = module.kafka.cluster_arn
      topic_arn   = module.kafka.topic_arn
      group_arn   = module.kafka.group_arn
    }
    batch_size = var.batch_size
    window     = var.batch_window
    pollers    = var.pollers
  }

  notify_url           = var.notify_url
  public_url           = var.public_url
  dashboard_url        = var.dashboard_url
  approval_key         = var.approval_key
  approval_key_version = var.approval_key_version
  seal_key             = var.seal_key
  api                  = var.api
  alarms               = var.alarms
  log_retention_days   = var.log_retention_days
}

locals {
  archives = {
    for module in ["evaluator", "notifier", "enricher", "remediation", "migrate"] : module => coalesce(
      var.archives[module],
      "${path.root}/../../../${module}-fn/target/${module}-fn.zip",
    )
  }
}
