"""The public face: check, help, report, follow up; without script, without an account, in six languages."""
