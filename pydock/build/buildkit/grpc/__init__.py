"""gRPC over one HTTP/2 connection, either side: ``status`` and ``peer`` without I/O, ``channel`` on a socket."""
