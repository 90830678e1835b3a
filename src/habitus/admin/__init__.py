"""What admins see and do: people, invites, jobs, errors, the audit log, the instance's own settings."""
