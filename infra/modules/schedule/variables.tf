variable "name" {
  description = "What the rules' names begin with."
  type        = string
}

variable "functions" {
  description = "Functions that are called, by a name for each."
  type        = map(object({ name = string, alias = string, live_arn = string }))

  validation {
    condition     = length(var.functions) >= 1
    error_message = "functions is empty; name at least one."
  }
}
