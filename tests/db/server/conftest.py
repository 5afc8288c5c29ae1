"""A database on a server that was prepared and holds nothing, by the address of who may do everything."""

from collections.abc import Iterator

import pytest
from clusters import Cluster

from db.address import Server


@pytest.fixture
def server(cluster: Cluster) -> Iterator[Server]:
    server = cluster.database("prepared")
    yield server
    cluster.drop(server)
