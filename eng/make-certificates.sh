#!/usr/bin/env bash
# A private authority and a certificate for every process of docker-compose.yml, so that all that they say to each other is sealed.
#
#   sudo eng/make-certificates.sh [FOLDER]          FOLDER is secrets/tls
#
# For each it makes FOLDER/NAME/{authority.pem,certificate.pem,key.pem}, readable by the user of its container alone where root runs
# this. The authority's own key is forgotten at the end: nobody can make another certificate that the processes would believe. To make
# new ones (they hold two years), run it again and restart everything.
set -euo pipefail
umask 077
cd "$(dirname "$0")/.."
folder=${1:-secrets/tls}
days=730
mkdir -p "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }

key "$work/authority.key"
openssl req -x509 -new -key "$work/authority.key" -sha256 -days $days -subj "/CN=Participatory inside" \
  -addext "basicConstraints=critical,CA:TRUE,pathlen:0" -addext "keyUsage=critical,keyCertSign" -out "$work/authority.pem"

make() { # NAME USER
  local to=$folder/$1
  rm -rf "$to"
  mkdir -p "$to"
  key "$to/key.pem"
  openssl req -new -key "$to/key.pem" -subj "/CN=$1" -out "$work/request.pem"
  # It is asked how it is from inside its own container, too.
  printf '%s\n' "subjectAltName=DNS:$1,DNS:localhost,IP:127.0.0.1" "basicConstraints=critical,CA:FALSE" \
    "keyUsage=critical,digitalSignature" "extendedKeyUsage=serverAuth" >"$work/extensions"
  openssl x509 -req -in "$work/request.pem" -CA "$work/authority.pem" -CAkey "$work/authority.key" -set_serial "0x$(openssl rand -hex 16)" \
    -sha256 -days $days -extfile "$work/extensions" -out "$to/certificate.pem" 2>"$work/said" || { cat "$work/said" >&2; exit 1; }
  cp "$work/authority.pem" "$to/authority.pem"
  if [ "$(id -u)" = 0 ]; then chown -R "$2" "$to"; fi
}

for name in proposals voting grants accountability people gateway; do make "$name" 1654; done
make sqlserver 10001
make rabbitmq 999
if [ "$(id -u)" = 0 ]; then
  chmod 711 "$folder"
else
  echo "The containers run as users of their own and cannot read these files: run this as root," >&2
  echo "or chown the folders (1654; sqlserver 10001, rabbitmq 999)." >&2
fi
