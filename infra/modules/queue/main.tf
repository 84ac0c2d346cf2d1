# A queue and the queue of its dead letters, both of the same kind.

locals {
  suffix = var.fifo ? ".fifo" : ""
  name   = "${var.name}${local.suffix}"
  dead   = "${var.name}-dead${local.suffix}"
  arns = {
    for name in [local.name, local.dead] : name => "arn:aws:sqs:${var.region}:${var.account_id}:${name}"
  }
  # Who may send and receive stands in the roles; the queue itself only refuses plain HTTP.
  tls_only = {
    for name, arn in local.arns : name => jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Sid       = "TlsOnly"
        Effect    = "Deny"
        Principal = "*"     # a refusal, for everyone
        Action    = "sqs:*" # a refusal, of everything
        Resource  = arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }]
    })
  }
}

resource "aws_sqs_queue" "dead" {
  name                              = local.dead
  fifo_queue                        = var.fifo
  deduplication_scope               = var.fifo ? "messageGroup" : null
  fifo_throughput_limit             = var.fifo ? "perMessageGroupId" : null
  message_retention_seconds         = 14 * 24 * 3600
  kms_master_key_id                 = var.kms_key_arn
  kms_data_key_reuse_period_seconds = 3600
  policy                            = local.tls_only[local.dead]

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [local.arns[local.name]]
  })
}

resource "aws_sqs_queue" "main" {
  name                              = local.name
  fifo_queue                        = var.fifo
  deduplication_scope               = var.fifo ? "messageGroup" : null
  fifo_throughput_limit             = var.fifo ? "perMessageGroupId" : null
  visibility_timeout_seconds        = var.visibility_timeout
  message_retention_seconds         = var.retention
  kms_master_key_id                 = var.kms_key_arn
  kms_data_key_reuse_period_seconds = 3600
  policy                            = local.tls_only[local.name]

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = var.max_receive_count
  })
}
