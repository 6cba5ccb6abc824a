# GraphSpace's client and its tests name one host, www.graphspace.org. Here that name leads to this test's
# TLS proxy; the client and its tests stay exactly as they were published.
import os
import socket

_find = socket.getaddrinfo


def getaddrinfo(host, port, *rest, **more):
    if host == "www.graphspace.org":
        return _find("127.0.0.1", int(os.environ["GRAPHSPACE_PROXY_PORT"]), *rest, **more)
    return _find(host, port, *rest, **more)


socket.getaddrinfo = getaddrinfo


# networkx 2.4 dropped this name, which the client's tests use; older ones do not run on today's Python.
try:
    import networkx

    if not hasattr(networkx.Graph, "node"):
        networkx.Graph.node = property(lambda graph: graph.nodes)
except ImportError:
    pass
