"""Set the logo of a white label: the picture that was uploaded is drawn anew, kept, and takes the place of the one before."""

import hashlib
from dataclasses import dataclass, replace

from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import NotFound
from chalicelib.domain.ids import RandomBytes
from chalicelib.domain.white_label import Logo, WhiteLabel
from chalicelib.usecases.ports.documents import Documents
from chalicelib.usecases.ports.pictures import Picture, Pictures
from chalicelib.usecases.read_white_label import ReadWhiteLabel
from chalicelib.usecases.remove_logo import discard, logo_folder
from chalicelib.usecases.update_white_label import UpdateWhiteLabel, require_change

_ENDINGS = {"image/png": "png", "image/jpeg": "jpg"}
_UPLOAD_BYTES = 8


@dataclass(frozen=True, slots=True)
class SetLogo:
    """The use case, with what it depends on."""

    documents: Documents
    pictures: Pictures
    read: ReadWhiteLabel
    update: UpdateWhiteLabel
    random: RandomBytes

    def __call__(self, caller: Caller, brand_id: str | None, content: bytes, content_type: str) -> WhiteLabel:
        """The white label with this logo; the same picture again changes nothing. `UnreadablePicture` where it is none to keep.

        The file is there before the white label names it. Each upload has a file of its own, so that whoever gives one up never takes
        another's: what dies between two lines leaves a file that nobody reads, and that goes with the brand.
        """
        require_change(caller, brand_id)
        before = self.read(caller, brand_id)  # a brand that is not there is told before a picture that is not right
        picture = self.pictures.drawn_anew(content, content_type)
        logo = self._logo(before, picture)
        if before.logo and before.logo.sha256 == logo.sha256:
            return before
        self.documents.put(logo.key, picture.content, picture.content_type)
        try:
            was, now = self.update.change(caller, brand_id, lambda label: replace(label, logo=logo))
        except NotFound:
            discard(self.documents, logo)
            raise  # after any other failure the white label may name it all the same
        if was.logo and was.logo.key != logo.key:
            discard(self.documents, was.logo)
        return now

    def _logo(self, label: WhiteLabel, picture: Picture) -> Logo:
        sha256 = hashlib.sha256(picture.content).hexdigest()
        upload = self.random(_UPLOAD_BYTES).hex()
        return Logo(
            key=f"{logo_folder(label.organization_id, label.brand_id)}{sha256}-{upload}.{_ENDINGS[picture.content_type]}",
            sha256=sha256,
            content_type=picture.content_type,
            size=len(picture.content),
            width=picture.width,
            height=picture.height,
            is_light=picture.is_light,
        )
