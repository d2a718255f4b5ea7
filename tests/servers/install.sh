#!/bin/sh
# Installs the servers that tests/servers/ starts, on Debian 12 and its like: `make servers`.
# None of them is left running as a service; the tests start their own, in private folders.
set -eu

packages='postfix libsasl2-modules dovecot-core dovecot-lmtpd openssl
  gnome-keyring libsecret-tools dbus strace mount util-linux
  e2fsprogs xfsprogs btrfs-progs fuse3 ntfs-3g gocryptfs fuse-overlayfs sshfs openssh-sftp-server
  notmuch neomutt tmux spamassassin'

absent=
for package in $packages; do
    case $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true) in
    installed) ;;
    *) absent="$absent $package" ;;
    esac
done
if [ -z "$absent" ]; then
    echo 'All servers are installed.'
    exit 0
fi

if ! command -v apt-get >/dev/null; then
    echo "These are Debian's names; install what your system has for them:$absent" >&2
    exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "Only root can install:$absent" >&2
        echo "Run as root: $0" >&2
        exit 1
    fi
    as_root=sudo
fi

# Debian starts what it installs, unless this file says no (invoke-rc.d(8)).
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap '$as_root rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod 755 "$policy"
fi

$as_root apt-get update --quiet --quiet
# shellcheck disable=SC2086 # names, separated by spaces
$as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install --quiet --quiet --yes --no-install-recommends $absent </dev/null

# Nor do they start with the machine; those that were here before stay as they were.
for service in postfix dovecot; do
    case $absent in
    *" $service"*) $as_root systemctl disable --quiet "$service" 2>/dev/null || true ;;
    esac
done
