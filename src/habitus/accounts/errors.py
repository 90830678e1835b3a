"""Why somebody is not let in."""

from __future__ import annotations

from collections.abc import Mapping

from habitus.kernel.errors import DomainError


class Unauthenticated(DomainError):
    code = "unauthenticated"
    title = "Please sign in"
    status = 401

    def headers(self) -> Mapping[str, str]:
        """RFC 9110 §11.6.1: a 401 says by what to authenticate."""
        return {**super().headers(), "WWW-Authenticate": "Bearer"}


class SessionOver(DomainError):
    code = "session_over"
    title = "This session is over"
    status = 401


class CredentialsWrong(DomainError):
    code = "credentials_wrong"
    title = "E-mail or password is wrong"
    status = 401


class ScopeMissing(DomainError):
    code = "scope_missing"
    title = "This token is not made for that"
    status = 403


class StepUpNeeded(DomainError):
    code = "step_up_needed"
    title = "Please confirm that it is you"
    status = 403


class AdminsOnly(DomainError):
    code = "admins_only"
    title = "Only an admin may do this"
    status = 403


class AccountDisabled(DomainError):
    code = "account_disabled"
    title = "This account is paused"
    status = 403


class TooManyAttempts(DomainError):
    code = "too_many_attempts"
    title = "Too many attempts"
    status = 429


class SetupClosed(DomainError):
    code = "setup_closed"
    title = "This Habitus is already set up"
    status = 404


class SetupTokenInvalid(DomainError):
    code = "setup_token_invalid"
    title = "This set-up link does not work"
    status = 403


class EmailTaken(DomainError):
    code = "email_taken"
    title = "Somebody has this e-mail address already"
    status = 409


class PersonNotFound(DomainError):
    code = "person_not_found"
    title = "Nobody here has this e-mail address"
    status = 404
