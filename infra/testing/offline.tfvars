region     = "eu-central-1"
account_id = "123456789012"
zones      = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
notify_url = "https://notify.example.com"
offline    = true
archives = {
  evaluator   = "versions.tf"
  notifier    = "versions.tf"
  enricher    = "versions.tf"
  remediation = "versions.tf"
  migrate     = "versions.tf"
}
