variable "name" {
  description = "Name of the API."
  type        = string
}

variable "stage" {
  description = "Name of the stage: the first part of every path."
  type        = string
  default     = "live"

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,128}$", var.stage))
    error_message = "stage is \"${var.stage}\"; give letters, digits, hyphens and underscores."
  }
}

variable "routes" {
  description = "Functions by method and path, such as \"GET /approvals/{id}\"; public ones are reached without a signature, and so are those whose function checks each request itself."
  type = map(object({
    function        = object({ name = string, alias = string, invoke_arn = string })
    public          = optional(bool, false)
    checks_requests = optional(bool, false)
  }))

  validation {
    condition = alltrue([
      for route in keys(var.routes) :
      can(regex("^(GET|POST|PUT|PATCH|DELETE|OPTIONS) (/([A-Za-z0-9._-]+|\\{[A-Za-z0-9_]+\\})){1,5}$", route))
    ])
    error_message = "routes has ${join(", ", keys(var.routes))}; give METHOD /path with one to five parts, each a name or {something}."
  }

  validation {
    condition     = alltrue([for route, to in var.routes : !to.public || strcontains(route, " /approvals/")])
    error_message = "routes has a public one outside /approvals/, where a token is asked for; let it be signed."
  }
}

variable "throttle" {
  description = "Requests a second, and how many may come at once, over all routes."
  type        = object({ rate = number, burst = number })
  default     = { rate = 50, burst = 100 }

  validation {
    condition     = var.throttle.rate >= 1 && var.throttle.burst >= 1
    error_message = "throttle is ${jsonencode(var.throttle)}; give at least 1 of each: with 0 every request is refused, with -1 none."
  }
}

variable "public_throttle" {
  description = "The same for each route that is reached without a signature."
  type        = object({ rate = number, burst = number })
  default     = { rate = 5, burst = 20 }

  validation {
    condition     = var.public_throttle.rate >= 1 && var.public_throttle.burst >= 1
    error_message = "public_throttle is ${jsonencode(var.public_throttle)}; give at least 1 of each: with 0 nobody can approve, with -1 everybody can try without end."
  }
}

variable "route_settings" {
  description = "Whether routes have settings of their own; LocalStack stores those of a path with several parts under another name."
  type        = bool
  default     = true
}

variable "waf" {
  description = "A firewall with AWS's common rules and a limit for each address; null for none."
  type        = object({ requests_in_five_minutes = number })
  default     = null

  validation {
    condition     = try(var.waf.requests_in_five_minutes >= 100, true)
    error_message = "waf.requests_in_five_minutes is ${try(var.waf.requests_in_five_minutes, 0)}; give at least 100."
  }
}

variable "account_log_role" {
  description = "Whether to set by which role API Gateway writes logs in this account and region; false where that is set already."
  type        = bool
  default     = true
}

variable "log_retention_days" {
  description = "Days for which access logs are kept."
  type        = number
  default     = 30
}

variable "kms_key_arn" {
  description = "Key that encrypts the access log."
  type        = string
}

variable "region" {
  description = "Region of the API."
  type        = string
}
