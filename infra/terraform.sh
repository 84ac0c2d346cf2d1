# What the scripts here share about Terraform; sourced.
export TF_IN_AUTOMATION=1 CHECKPOINT_DISABLE=1
# A configuration file that does not exist makes Terraform warn at each call.
[ -e "${TF_CLI_CONFIG_FILE:-/dev/null}" ] || unset TF_CLI_CONFIG_FILE

# The folder that has the provider; empty where Terraform's own configuration or the registry provides it.
plugins=${TF_PLUGIN_DIR:-}
[ -n "$plugins" ] || [ ! -d /opt/tf-plugins ] || plugins=/opt/tf-plugins

# Prints Terraform's version, or in one sentence what is wrong with it, with status 1.
terraform_version() {
  local version
  command -v terraform >/dev/null || { echo "There is no terraform on the PATH: install Terraform 1.11 or newer."; return 1; }
  version=$(terraform version 2>/dev/null | sed -n 's/^Terraform v\([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
  [ "$(printf '1.11\n%s\n' "${version:-0}" | sort -V | head -n 1)" = 1.11 ] ||
    { echo "Terraform is version ${version:-unknown}; it must be 1.11 or newer, for write-only attributes."; return 1; }
  echo "$version"
}
