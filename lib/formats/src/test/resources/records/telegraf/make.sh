#!/bin/sh
# Writes the records beside it by Telegraf itself, of this version, built from its source by Go with
# the plugins of telegraf.conf only. Telegraf's Kafka output writes the same bytes as its output to
# files: without use_batch_format each line, its line feed included, is a record.
set -eu
version=1.37.2
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tags=custom,inputs.file,outputs.file,parsers.influx,serializers.json,serializers.influx
GOBIN="$work" go install -tags "$tags" \
  -ldflags "-X github.com/influxdata/telegraf/internal.Version=$version" \
  "github.com/influxdata/telegraf/cmd/telegraf@v$version"
"$work/telegraf" --version
rm -f ./*.json points.influx signed.influx timeless.influx
"$work/telegraf" --config telegraf.conf --once
