# A Kafka cluster with IAM authentication, or one that is there.

locals {
  own         = var.existing == null
  cluster_arn = local.own ? aws_msk_cluster.this[0].arn : var.existing.cluster_arn

  # arn:aws:kafka:REGION:ACCOUNT:cluster/NAME/UUID is the pattern of its topics' and groups' names.
  topic_arn = "${replace(local.cluster_arn, ":cluster/", ":topic/")}/${var.topic}"
  group_arn = "${replace(local.cluster_arn, ":cluster/", ":group/")}/${var.consumer_group}"
}

resource "aws_security_group" "kafka" {
  count = local.own ? 1 : 0

  name        = "${var.name}-kafka"
  description = "Brokers of ${var.name}, and the poller that Lambda runs with the same group"
  vpc_id      = var.vpc_id
  tags        = { Name = "${var.name}-kafka" }
}

resource "aws_vpc_security_group_ingress_rule" "kafka" {
  for_each = local.own ? merge({ "the poller" = aws_security_group.kafka[0].id }, var.clients) : {}

  security_group_id            = aws_security_group.kafka[0].id
  description                  = "Kafka with IAM from ${each.key}"
  ip_protocol                  = "tcp"
  from_port                    = 9098
  to_port                      = 9098
  referenced_security_group_id = each.value
}

resource "aws_vpc_security_group_egress_rule" "kafka" {
  count = local.own ? 1 : 0

  security_group_id = aws_security_group.kafka[0].id
  description       = "The poller to brokers and endpoints"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_cloudwatch_log_group" "kafka" {
  count = local.own ? 1 : 0

  name              = "/aws/msk/${var.name}"
  retention_in_days = 14
  kms_key_id        = var.kms_key_arn
}

resource "aws_msk_configuration" "this" {
  count = local.own ? 1 : 0

  name        = var.name
  description = "Nothing acknowledged is lost with one broker"

  # Topics come into being with the first record that is sent to them, with these numbers.
  server_properties = <<-EOT
    auto.create.topics.enable=true
    num.partitions=${var.partitions}
    default.replication.factor=${length(var.subnet_ids)}
    min.insync.replicas=${length(var.subnet_ids) - 1}
    unclean.leader.election.enable=false
    log.retention.hours=${var.retention_hours}
  EOT

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_msk_cluster" "this" {
  count = local.own ? 1 : 0

  cluster_name           = var.name
  kafka_version          = var.kafka_version
  number_of_broker_nodes = length(var.subnet_ids) * var.brokers_per_zone

  broker_node_group_info {
    instance_type   = var.instance_type
    client_subnets  = var.subnet_ids
    security_groups = aws_security_group.kafka[*].id

    storage_info {
      ebs_storage_info {
        volume_size = var.volume_gib
      }
    }
  }

  client_authentication {
    unauthenticated = false

    sasl {
      iam = true
    }
  }

  encryption_info {
    encryption_at_rest_kms_key_arn = var.kms_key_arn

    encryption_in_transit {
      client_broker = "TLS"
      in_cluster    = true
    }
  }

  configuration_info {
    arn      = aws_msk_configuration.this[0].arn
    revision = aws_msk_configuration.this[0].latest_revision
  }

  logging_info {
    broker_logs {
      cloudwatch_logs {
        enabled   = true
        log_group = aws_cloudwatch_log_group.kafka[0].name
      }
    }
  }
}
