"""Sends one event over HTTP. Needs nothing but Python 3:  python3 docs/examples/produce.py"""

import json
import os
import sys
import urllib.error
import urllib.request
import uuid
from datetime import datetime, timezone

server = os.environ.get("GRAPHSPACE_URL", "http://localhost:3000")
token = os.environ.get("GRAPHSPACE_TOKEN", "graphspace-demo-token")

event = {
    "specversion": "1.0",
    # Send it again with the same id and source, and it still is one notification.
    "id": str(uuid.uuid4()),
    "source": "/graphspace",
    "type": "graph.updated",
    "time": datetime.now(timezone.utc).isoformat(),
    "data": {
        "actor": "bo@example.org",
        "resource": {
            "type": "graph",
            "id": int(sys.argv[1]) if len(sys.argv) > 1 else 1,
            "name": "Wnt / β-catenin core",
        },
        "changes": {"nodesAdded": {"total": 2, "names": ["AXIN2", "LEF1"]}},
    },
}

request = urllib.request.Request(
    f"{server}/api/events/owner",
    data=json.dumps(event).encode(),
    headers={"Authorization": f"Bearer {token}", "Content-Type": "application/cloudevents+json"},
)
try:
    with urllib.request.urlopen(request) as answer:
        print(answer.status, answer.read().decode())
except urllib.error.HTTPError as error:
    # Worth another try, with the same id: 429 and 503, after the seconds in Retry-After.
    sys.exit(f"{error.code} {error.read().decode()}")
