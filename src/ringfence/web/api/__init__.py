"""The interface for programs: REST under ``/api/v1/``."""
