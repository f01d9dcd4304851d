# Makes the tracker's own network host and the bridge that joins all hosts.
#
# Runs as the first process of fresh mount, network and process namespaces, so whatever it makes is seen by nobody
# outside. It stays until its standard input ends, which happens also when the test's JVM is killed; with the first
# process the kernel ends every other one of the namespace, and the network goes with them.
set -e
mount -t tmpfs tmpfs /run
mkdir /run/netns
mount -t proc proc /proc

ip netns add tracker
ip -n tracker link set lo up
# Left alone, a bridge takes the lowest address of its ports: each new host could change the tracker's under the others.
ip -n tracker link add bridge address 02:00:00:00:00:01 type bridge
ip -n tracker addr add 10.77.0.1/24 dev bridge
ip -n tracker addr add fd77::1/64 dev bridge nodad
ip -n tracker link set bridge up

echo ready
cat > /dev/null
