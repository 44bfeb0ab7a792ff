#!/usr/bin/env bash
# Keeps the databases of this version, with the keys that belong to them, as one small file: played by the demonstration, copied by
# `backup`. Every later version is tested on bringing them up to date and playing on (tests/EndToEnd/UpgradeTests). Run it once, when
# a version is out, and commit the file; one that is there already is not made again.
set -euo pipefail
cd "$(dirname "$0")/.."
version=$(sed -nE 's:.*<Version>(.*)</Version>.*:\1:p' Directory.Build.props)
kept="tests/EndToEnd/Kept/$version.tar.gz"
[ ! -e "$kept" ] || { echo "$kept is there already. What a version left is never made again."; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build services/Standalone -v q
standalone() { dotnet run --no-build --project services/Standalone -- "$@" --data "$work/data"; }
standalone demo --quick --exit --urls http://127.0.0.1:0
standalone backup "$work/backup"
mkdir -p "$(dirname "$kept")"
tar -czf "$kept" -C "$work/backup" .
du -h "$kept"
