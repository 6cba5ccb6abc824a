# The client's tests read networkx's `Graph.node`, which 2.4 dropped. 2.3 has it, but imports names that Python 3.9
# dropped; with Python 3.8 and networkx 2.3 the tests pass without this file. Nothing else is changed for them.
try:
    import networkx

    if not hasattr(networkx.Graph, "node"):
        networkx.Graph.node = property(lambda graph: graph.nodes)
except ImportError:
    pass
