#!/bin/sh
# Sends one event to Kafka with kcat:  sh docs/examples/produce.sh [graph]
set -eu
graph=${1:-1}
id=$(cat /proc/sys/kernel/random/uuid 2>/dev/null || uuidgen)
# The resource is the key, so that what happens to one thing stays in order.
printf '%s' "{\"specversion\":\"1.0\",\"id\":\"$id\",\"source\":\"/graphspace\",\"type\":\"graph.updated\",\
\"time\":\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\",\
\"data\":{\"actor\":\"bo@example.org\",\"resource\":{\"type\":\"graph\",\"id\":$graph,\"name\":\"Wnt core\"}}}" |
  kcat -b "${KAFKA_BROKERS:-127.0.0.1:9092}" -P -t "${KAFKA_TOPIC_OWNER:-owner}" -k "graph/$graph"
