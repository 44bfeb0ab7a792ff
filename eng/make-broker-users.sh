#!/usr/bin/env bash
# The broker's users: one for each service, which may make and write what is its own, and read what others publish.
#
#   sudo eng/make-broker-users.sh [ENVIRONMENT [FILE]]          of .env and secrets/broker-users.json
#
# ENVIRONMENT holds PROPOSALS_BROKER_PASSWORD and so on; FILE gets their hashes. RabbitMQ reads FILE whenever it starts. For a new
# password change it in .env, run this again and restart the broker and that service.
set -euo pipefail
umask 077
cd "$(dirname "$0")/.."
environment=${1:-.env}
file=${2:-secrets/broker-users.json}
mkdir -p "$(dirname "$file")"

# As RabbitMQ keeps passwords: four random bytes, then the SHA-256 of them and the password, in Base64.
hash_of() {
  local salt
  salt=$(openssl rand -hex 4 | sed 's/../\\x&/g')
  { printf '%b' "$salt"; { printf '%b' "$salt"; printf '%s' "$1"; } | openssl dgst -sha256 -binary; } | openssl base64 -A
}

users= permissions= comma=
for name in proposals voting grants accountability people; do
  variable=${name^^}_BROKER_PASSWORD
  password=$(sed -n "s/^$variable=\"\{0,1\}\([^\"]*\)\"\{0,1\}\$/\1/p" "$environment")
  [ ${#password} -ge 20 ] || { echo "$variable in $environment has to be 20 characters or more." >&2; exit 2; }
  # participatory.Grants.AwardOffered is what Grants publishes, participatory.grants.offer-awards is a queue that it reads.
  own="${name^}[.]|${name}[.]"
  users+="$comma
    {\"name\": \"$name\", \"password_hash\": \"$(hash_of "$password")\",
     \"hashing_algorithm\": \"rabbit_password_hashing_sha256\", \"tags\": \"\"}"
  permissions+="$comma
    {\"user\": \"$name\", \"vhost\": \"/\", \"configure\": \"^participatory[.]($own)\", \"write\": \"^participatory[.]($own)\",
     \"read\": \"^participatory[.]([A-Z][A-Za-z]*[.]|${name}[.])\"}"
  comma=,
done

printf '{\n  "vhosts": [{"name": "/"}],\n  "users": [%s\n  ],\n  "permissions": [%s\n  ]\n}\n' "$users" "$permissions" >"$file"
if [ "$(id -u)" = 0 ]; then
  chown 999 "$file"
else
  echo "The broker runs as user 999 and cannot read $file: run this as root, or chown it." >&2
fi
