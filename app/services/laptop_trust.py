"""What a laptop believes of its headquarters: a card, and the keyring that its root signed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from app.errors import AppError
from app.packages.enrolment import HeadquartersCard, read_card
from app.packages.errors import KeyringRefused
from app.packages.note import VerifyKey
from app.packages.trust import Keyring, verify_keyring
from app.services.identity import KEYRING, Identity
from app.words import mark

CARD: Final = "headquarters.skt"
_ROOTS: Final = "roots.txt"


class NotEnrolled(AppError):
    """The laptop does not know its headquarters yet."""

    code = "not_enrolled"
    message = mark(
        "This laptop does not know a headquarters yet. Nothing was changed. On the page of "
        "packages, take headquarters' card in or ask to be enrolled (commands “enrol know”, "
        "“enrol request”)."
    )


class LaptopTrust:
    """The card and the keyring of one laptop; neither goes back to an older one.

    The root key is that of the card until headquarters changes it: the keyring then names the
    next one, and from the first keyring that only the next one signed, only that one counts.
    """

    def __init__(self, identity: Identity) -> None:
        self._identity = identity

    @property
    def knows_headquarters(self) -> bool:
        """Whether a card was taken in."""
        return self._identity.kept(CARD) is not None

    def keyring(self) -> Keyring:
        """Return the keyring in use, its signature proved anew.

        Raises:
            NotEnrolled: if no card was taken in.
            KeyringRefused: if the kept keyring was changed.
        """
        card = self._card()
        note = self._identity.kept(KEYRING)
        return verify_keyring(note, *self._roots()) if note else card.first_keyring()

    def know(self, note: bytes, card: HeadquartersCard) -> None:
        """Keep a card whose words were said."""
        if not self._is_of_ours(card):
            self._forget()
        self._identity.keep(CARD, note)

    def accept(self, card_note: bytes, card: HeadquartersCard, note: bytes) -> Keyring:
        """Keep the card and the keyring of an answer whose words were said.

        Of two answers of one headquarters the newer holds: a key that was withdrawn stays so.

        Returns:
            The keyring in use from now on.

        Raises:
            KeyringRefused: if headquarters did not sign the keyring.
        """
        if self._is_of_ours(card):
            self.renew(note)
            return self.keyring()
        verify_keyring(note, card.root_key)
        self._forget()
        self._identity.keep(CARD, card_note)
        self._identity.keep(KEYRING, note)
        return self.keyring()

    def is_newer(self, note: bytes) -> bool:
        """Tell whether a keyring is newer than the one in use.

        Raises:
            NotEnrolled: if no card was taken in.
            KeyringRefused: if headquarters did not sign it.
        """
        return self._proved(note).version > self.keyring().version

    def renew(self, note: bytes) -> None:
        """Take a keyring, if it is newer.

        Raises:
            NotEnrolled: if no card was taken in.
            KeyringRefused: if headquarters did not sign it.
        """
        if not self.is_newer(note):
            return
        roots = self._roots()
        signers = [root for root in self._candidates() if _is_signed(note, root)]
        is_changed = roots[0] not in signers
        if is_changed:
            # All count until the keyring lies there: a crash in between loses nothing.
            self._keep_roots(dict.fromkeys((*roots, *signers)))
        self._identity.keep(KEYRING, note)
        if is_changed:
            self._keep_roots(signers)

    def _proved(self, note: bytes) -> Keyring:
        """Return a keyring that headquarters signed: by its root, or the next one it named.

        Raises:
            NotEnrolled: if no card was taken in.
            KeyringRefused: if it did not.
        """
        return verify_keyring(note, *self._candidates())

    def _card(self) -> HeadquartersCard:
        note = self._identity.kept(CARD)
        if note is None:
            raise NotEnrolled
        return read_card(note)

    def _roots(self) -> tuple[VerifyKey, ...]:
        """Return the root in use; two where power was lost in a change."""
        kept = self._identity.kept(_ROOTS)
        if kept is None:
            return (self._card().root_key,)
        return tuple(map(VerifyKey.parse, kept.decode().split()))

    def _keep_roots(self, roots: Iterable[VerifyKey]) -> None:
        lines = "".join(f"{root.text}\n" for root in roots)
        self._identity.keep(_ROOTS, lines.encode())

    def _candidates(self) -> tuple[VerifyKey, ...]:
        """Return the keys that may sign a newer keyring."""
        named = self.keyring().next_root
        roots = self._roots()
        return (*roots, VerifyKey.parse(named)) if named else roots

    def _is_of_ours(self, card: HeadquartersCard) -> bool:
        """Whether a card is of the headquarters whose keyring is in use and sound."""
        try:
            in_use = self.keyring()
        except (NotEnrolled, KeyringRefused):
            return False
        known = {self._card().root, in_use.next_root, *(root.text for root in self._roots())}
        return card.root in known

    def _forget(self) -> None:
        """Let go of what another headquarters signed: it proves nothing from now on."""
        self._identity.forget(KEYRING)
        self._identity.forget(_ROOTS)


def _is_signed(note: bytes, root: VerifyKey) -> bool:
    try:
        verify_keyring(note, root)
    except KeyringRefused:
        return False
    return True
