"""Pages and feeds from the web, within limits of size, time and place that hold whatever a server says."""
