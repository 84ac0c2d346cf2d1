mock_provider "aws" {
  source = "../../testing/aws"
}

variables {
  name = "tocsin"
  routes = {
    "GET /approvals/{id}"  = { function = { name = "tocsin-f", alias = "live", invoke_arn = "arn:aws:apigateway:eu-central-1:lambda:path/f" }, public = true }
    "POST /approvals/{id}" = { function = { name = "tocsin-f", alias = "live", invoke_arn = "arn:aws:apigateway:eu-central-1:lambda:path/f" }, public = true }
    "GET /api/v1/alerts"   = { function = { name = "tocsin-f", alias = "live", invoke_arn = "arn:aws:apigateway:eu-central-1:lambda:path/f" } }
  }
  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  region      = "eu-central-1"
}

run "api" {
  assert {
    condition     = toset(local.paths) == toset(["approvals", "approvals/{id}", "api", "api/v1", "api/v1/alerts"]) && length(local.resources) == 5
    error_message = "a path has no resource, or one has none of its parts"
  }

  assert {
    condition     = output.authorization == { "GET /approvals/{id}" = "NONE", "POST /approvals/{id}" = "NONE", "GET /api/v1/alerts" = "AWS_IAM" }
    error_message = "a route is open that should be signed"
  }

  assert {
    condition     = aws_lambda_permission.this["GET /approvals/{id}"].source_arn == "arn:aws:execute-api:eu-central-1:123456789012:abcdefghij/live/GET/approvals/*"
    error_message = "a function may be called by another route than its own"
  }

  # Tokens are in the query and ids in the path: neither is logged.
  assert {
    condition = alltrue([
      for forbidden in ["$context.path\"", "query", "$context.requestOverride", "header", "body"] : !strcontains(lower(output.access_log_format), lower(forbidden))
    ])
    error_message = "the access log holds what a token is in"
  }

  assert {
    condition = alltrue([
      for settings in concat([aws_api_gateway_method_settings.all], values(aws_api_gateway_method_settings.public)) :
      settings.settings[0].logging_level == "OFF" && !settings.settings[0].data_trace_enabled && settings.settings[0].throttling_rate_limit > 0
    ])
    error_message = "requests are traced, or not throttled"
  }

  assert {
    condition     = keys(aws_api_gateway_method_settings.public) == ["GET /approvals/{id}", "POST /approvals/{id}"] && length(aws_wafv2_web_acl.this) == 0
    error_message = "open routes have no throttle of their own, or there is a firewall that nobody asked for"
  }

  assert {
    condition     = aws_api_gateway_method_settings.public["GET /approvals/{id}"].method_path == "~1approvals~1{id}/GET"
    error_message = "the throttle of an open route is not for the route as API Gateway writes it"
  }
}

run "checked_by_functions" {
  variables {
    routes = {
      "GET /approvals/{id}" = { function = { name = "tocsin-f", alias = "live", invoke_arn = "arn:aws:apigateway:eu-central-1:lambda:path/f" }, public = true }
      "PUT /api/v1/rules"   = { function = { name = "tocsin-f", alias = "live", invoke_arn = "arn:aws:apigateway:eu-central-1:lambda:path/f" }, checks_requests = true }
      "GET /api/v1/alerts"  = { function = { name = "tocsin-f", alias = "live", invoke_arn = "arn:aws:apigateway:eu-central-1:lambda:path/f" } }
    }
  }

  assert {
    condition     = output.authorization == { "GET /approvals/{id}" = "NONE", "PUT /api/v1/rules" = "NONE", "GET /api/v1/alerts" = "AWS_IAM" }
    error_message = "a route is signed that its function checks, or one is open that it does not"
  }

  # Only links are tried by everyone.
  assert {
    condition     = keys(aws_api_gateway_method_settings.public) == ["GET /approvals/{id}"]
    error_message = "a route with credentials has the throttle of links"
  }
}

run "firewall" {
  variables {
    waf              = { requests_in_five_minutes = 500 }
    account_log_role = false
  }

  assert {
    condition     = length(aws_wafv2_web_acl_association.this) == 1 && length(aws_api_gateway_account.this) == 0
    error_message = "the firewall is not before the stage, or the account is touched"
  }
}

run "refused_1" {
  command = plan

  variables {
    # stage with a dot
    stage = "v1.0"

    # route without a method
    routes = { "/approvals/{id}" = { function = { name = "tocsin-f", alias = "live", invoke_arn = "arn:aws:apigateway:eu-central-1:lambda:path/f" } } }

    # throttle of nothing
    throttle = { rate = 0, burst = 0 }

    # public without a bound
    public_throttle = { rate = -1, burst = -1 }

    # firewall too narrow
    waf = { requests_in_five_minutes = 5 }
  }

  expect_failures = [
    var.stage,
    var.routes,
    var.throttle,
    var.public_throttle,
    var.waf,
  ]
}

run "refused_2" {
  command = plan

  variables {
    # route of six parts
    routes = { "GET /a/b/c/d/e/f" = { function = { name = "tocsin-f", alias = "live", invoke_arn = "arn:aws:apigateway:eu-central-1:lambda:path/f" } } }
  }

  expect_failures = [
    var.routes,
  ]
}

run "refused_3" {
  command = plan

  variables {
    # open without a token
    routes = { "GET /api/v1/alerts" = { function = { name = "tocsin-f", alias = "live", invoke_arn = "arn:aws:apigateway:eu-central-1:lambda:path/f" }, public = true } }
  }

  expect_failures = [
    var.routes,
  ]
}
