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


class SessionNotFound(DomainError):
    code = "session_not_found"
    title = "This device is not signed in with your account"
    status = 404


class TokenNotFound(DomainError):
    code = "token_not_found"
    title = "You have no such token"
    status = 404


class TooManyTokens(DomainError):
    code = "too_many_tokens"
    title = "There are too many tokens"
    status = 409


class AdminsOnly(DomainError):
    code = "admins_only"
    title = "Only an admin may do this"
    status = 403


class NotYourself(DomainError):
    code = "not_yourself"
    title = "You cannot pause your own account"
    status = 409


class LastAdmin(DomainError):
    code = "last_admin"
    title = "Somebody has to stay an admin"
    status = 409


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


class InviteInvalid(DomainError):
    code = "invite_invalid"
    title = "This invite does not work"
    status = 404


class InviteForAnother(DomainError):
    code = "invite_for_another"
    title = "This invite is for another e-mail address"
    status = 403


class InviteNotFound(DomainError):
    code = "invite_not_found"
    title = "There is no such open invite"
    status = 404


class SignUpClosed(DomainError):
    code = "sign_up_closed"
    title = "New accounts need an invite here, or are not made at all"
    status = 403


class EmailTaken(DomainError):
    code = "email_taken"
    title = "Somebody has this e-mail address already"
    status = 409


class PersonNotFound(DomainError):
    code = "person_not_found"
    title = "There is no such person here"
    status = 404


class DestinationsChanged(DomainError):
    code = "destinations_changed"
    title = "This is not what is asked for now"
    status = 409


class NothingToAgree(DomainError):
    code = "nothing_to_agree"
    title = "There is nothing to agree to"
    status = 409
