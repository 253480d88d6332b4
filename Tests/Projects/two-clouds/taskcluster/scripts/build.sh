#!/bin/sh
# build.sh KEY PLACE… : builds the places of a key. The credentials come from the task's secret.
set -eu
key=$1
shift
only=$(printf '%s,' "$@")
echo "building $key in $*"
exec packer/packer build -force -only="${only%,}" template.json
