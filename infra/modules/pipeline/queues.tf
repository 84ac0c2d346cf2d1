# One FIFO queue of alert events and one standard queue of wake-ups for each consumer, and the queue of notices of dead letters,
# which nobody inside consumes. The keys are the settings' names: tocsin.queues.KEY.

locals {
  ingest_visibility = 60
  work_visibility   = 360

  queues = merge(
    { for consumer in ["notify", "enrich", "remediate"] : consumer => { fifo = true, visibility = local.ingest_visibility, retention = 14 * 24 * 3600 } },
    # What an old wake-up says, the next tick says too.
    { for consumer in ["notify", "enrich", "remediate"] : "${consumer}-wakeup" => { fifo = false, visibility = local.work_visibility, retention = 3600 } },
    { dead-letters = { fifo = true, visibility = local.ingest_visibility, retention = 14 * 24 * 3600 } },
  )
  # Where alert events are sent by whoever publishes what is due.
  event_queues = ["notify", "enrich", "remediate", "dead-letters"]
}

module "queue" {
  source   = "../queue"
  for_each = local.queues

  name               = "${var.name}-${each.key}"
  fifo               = each.value.fifo
  visibility_timeout = each.value.visibility
  retention          = each.value.retention
  max_receive_count  = var.max_receive_count
  kms_key_arn        = var.kms_key_arn
  region             = var.region
  account_id         = var.account_id
}
