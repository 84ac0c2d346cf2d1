# What comes from outside, the tick, and the alarms.

locals {
  api_url    = var.api_url_pattern == null ? module.api.url : replace(replace(var.api_url_pattern, "{id}", module.api.id), "{stage}", module.api.stage)
  public_url = coalesce(var.public_url, local.api_url)

  callable = { for key, function in module.function : key => { name = function.name, alias = function.alias, invoke_arn = function.invoke_arn } }
  ticks    = [for key in keys(local.functions) : key if endswith(key, "-tick")]

  api_routes = {
    "GET /api/v1/alerts"                           = "evaluator-api"
    "GET /api/v1/alert-keys/{fingerprint}/why"     = "evaluator-api"
    "GET /api/v1/rules"                            = "evaluator-api"
    "GET /api/v1/openapi.yaml"                     = "evaluator-api"
    "PUT /api/v1/rules"                            = "evaluator-api"
    "POST /api/v1/rules/check"                     = "evaluator-api"
    "GET /api/v1/rules/versions"                   = "evaluator-api"
    "GET /api/v1/rules/versions/{number}"          = "evaluator-api"
    "POST /api/v1/rules/rollback/{number}"         = "evaluator-api"
    "GET /api/v1/rules/{id}/alert-keys"            = "evaluator-api"
    "POST /api/v1/cursors/{topic}/reset"           = "evaluator-api"
    "GET /api/v1/explain"                          = "notifier-api"
    "GET /api/v1/alerts/{fingerprint}/timeline"    = "notifier-api"
    "GET /api/v1/events"                           = "notifier-api"
    "GET /api/v1/routed-alerts"                    = "notifier-api"
    "POST /api/v1/alerts/{fingerprint}/ack"        = "notifier-api"
    "POST /api/v1/alerts/{fingerprint}/unack"      = "notifier-api"
    "GET /api/v1/receivers"                        = "notifier-api"
    "POST /api/v1/receivers/{name}/test"           = "notifier-api"
    "GET /api/v1/deliveries"                       = "notifier-api"
    "POST /api/v1/deliveries/{id}/redrive"         = "notifier-api"
    "GET /api/v1/dead-letters"                     = "notifier-api"
    "GET /api/v1/dead-letters/{id}"                = "notifier-api"
    "POST /api/v1/dead-letters/{id}/redrive"       = "notifier-api"
    "GET /api/v1/configuration/versions"           = "notifier-api"
    "GET /api/v1/configuration/versions/{number}"  = "notifier-api"
    "POST /api/v1/configuration/check"             = "notifier-api"
    "PUT /api/v1/configuration"                    = "notifier-api"
    "POST /api/v1/configuration/rollback/{number}" = "notifier-api"
    "GET /api/v2/swagger.json"                     = "notifier-api"
    "GET /api/v2/status"                           = "notifier-api"
    "GET /api/v2/receivers"                        = "notifier-api"
    "GET /api/v2/alerts"                           = "notifier-api"
    "POST /api/v2/alerts"                          = "notifier-api"
    "GET /api/v2/alerts/groups"                    = "notifier-api"
    "GET /api/v2/silences"                         = "notifier-api"
    "POST /api/v2/silences"                        = "notifier-api"
    "GET /api/v2/silence/{id}"                     = "notifier-api"
    "DELETE /api/v2/silence/{id}"                  = "notifier-api"
    # What browsers ask before they call these from pages of other sites; the function answers it.
    "OPTIONS /api/v2/swagger.json"  = "notifier-api"
    "OPTIONS /api/v2/status"        = "notifier-api"
    "OPTIONS /api/v2/receivers"     = "notifier-api"
    "OPTIONS /api/v2/alerts"        = "notifier-api"
    "OPTIONS /api/v2/alerts/groups" = "notifier-api"
    "OPTIONS /api/v2/silences"      = "notifier-api"
    "OPTIONS /api/v2/silence/{id}"  = "notifier-api"
  }

  names   = { for key in keys(local.functions) : key => "${var.name}-${key}" }
  ordered = { for key, queue in module.queue : key => queue.name }
}

module "api" {
  source = "../api"

  name = var.name
  routes = merge(
    {
      "GET /approvals/{id}"  = { function = local.callable["remediation-approval"], public = true }
      "POST /approvals/{id}" = { function = local.callable["remediation-approval"], public = true }
    },
    # With credentials of their own the functions check each request; otherwise IAM does.
    {
      for route, key in local.api_routes : route => {
        function        = local.callable[key]
        checks_requests = var.api.credentials_secret != null
      }
    },
  )
  throttle           = var.api.throttle
  public_throttle    = var.api.public_throttle
  route_settings     = var.api.route_settings
  waf                = var.api.waf
  account_log_role   = var.api.account_log_role
  log_retention_days = var.log_retention_days
  kms_key_arn        = var.kms_key_arn
  region             = var.region
}

module "schedule" {
  source = "../schedule"

  name = var.name
  functions = {
    for key in local.ticks : key => { name = module.function[key].name, alias = module.function[key].alias, live_arn = module.function[key].live_arn }
  }
}

module "alarms" {
  source = "../alarms"

  name               = var.name
  queues             = { for key, name in local.ordered : key => name if key != "dead-letters" }
  dead_letter_queues = { for key, queue in module.queue : key => queue.dead_letter_name }
  notice_queues      = { dead-letters = local.ordered["dead-letters"] }
  functions          = local.names
  kafka_functions    = { for key, name in local.names : key => name if local.functions[key].kafka != null }
  ticks              = { for key in local.ticks : key => local.names[key] }
  log_metrics = {
    # The words of the functions' log lines. Breakers are of whoever calls what they guard.
    breakers-opened        = { kind = "breaker-open", log_group = module.function["notifier-delivery"].log_group, pattern = "\"breaker\" \"opened after\"" }
    action-breakers-opened = { kind = "breaker-open", log_group = module.function["remediation-work"].log_group, pattern = "\"breaker\" \"opened after\"" }
    deliveries-given-up    = { kind = "dead-letters", log_group = module.function["notifier-delivery"].log_group, pattern = "\"deliveries are dead letters now\"" }
    deliveries-timed-out   = { kind = "dead-letters", log_group = module.function["notifier-tick"].log_group, pattern = "\"deliveries are dead letters now\"" }
  }
  thresholds  = var.alarms.thresholds
  emails      = var.alarms.emails
  runbook_url = var.alarms.runbook_url
  kms_key_arn = var.kms_key_arn
  account_id  = var.account_id
}
