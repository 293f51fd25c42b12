"""What can go wrong. Messages name what was asked for, why it can't be had, and the mend."""


class ReaderError(Exception):
    """Reading can't go on: what was asked for is not there, or what was read can't be used."""


class UnreachableError(ReaderError):
    """Kafka or the schema registry does not answer: trying again may help."""


class ContractError(ReaderError, ValueError):
    """A record's own contract forbids what was asked for; the message says what is valid."""
