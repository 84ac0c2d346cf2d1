mock_provider "aws" {
  source = "../../testing/aws"
}

variables {
  name               = "tocsin"
  queues             = { notify = "tocsin-notify.fifo" }
  dead_letter_queues = { notify = "tocsin-notify-dead.fifo" }
  notice_queues      = { dead-letters = "tocsin-dead-letters.fifo" }
  functions          = { evaluator-metrics = "tocsin-evaluator-metrics", evaluator-tick = "tocsin-evaluator-tick" }
  kafka_functions    = { evaluator-metrics = "tocsin-evaluator-metrics" }
  ticks              = { evaluator-tick = "tocsin-evaluator-tick" }
  log_metrics        = { breakers-opened = { kind = "breaker-open", log_group = "/aws/lambda/tocsin-notifier-delivery", pattern = "opened" } }
  kms_key_arn        = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  account_id         = "123456789012"
}

run "pages" {
  command = plan

  assert {
    condition     = alltrue([for kind in output.kinds : fileexists("../../../docs/runbook/${kind}.md")])
    error_message = "docs/runbook lacks ${join(", ", [for kind in output.kinds : "${kind}.md" if !fileexists("../../../docs/runbook/${kind}.md")])}"
  }
}
