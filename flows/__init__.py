"""The DAGs, their deployments and the command line."""
