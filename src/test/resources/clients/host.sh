# Makes one host: 10.77.0.N and fd77::N (N in decimal digits), reached over the bridge of arena.sh.
set -e
n=$1

ip netns add "host$n"
# Duplicate address detection would keep the addresses from being used for a second or two.
ip netns exec "host$n" sh -c 'for all in all default; do echo 0 > /proc/sys/net/ipv6/conf/$all/accept_dad; done'
ip -n "host$n" link set lo up
ip -n tracker link add name "to-host$n" type veth peer name eth0 netns "host$n"
ip -n tracker link set "to-host$n" master bridge up
ip -n "host$n" addr add "10.77.0.$n/24" dev eth0
ip -n "host$n" addr add "fd77::$n/64" dev eth0 nodad
ip -n "host$n" link set eth0 up
# Without a default route clients believe that they are offline.
ip -n "host$n" route add default via 10.77.0.1
ip -n "host$n" -6 route add default via fd77::1
