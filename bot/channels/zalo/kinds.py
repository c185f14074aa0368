"""Every event of an Official Account, and what is made of it. What a person sends is named in the event and again in
its attachment; the attachment is believed, for the event says no more."""

from collections.abc import Mapping

from handlers.incoming import Unusable

FROM_A_PERSON = "user_send_"
FROM_A_GROUP = "user_send_group_"
TEXT = "text"
# Kind of attachment → its media type, where its name does not say it.
FILES: Mapping[str, str] = {
    "image": "image/jpeg",
    "photo": "image/jpeg",
    "gif": "image/gif",
    "file": "application/octet-stream",
    "audio": "audio/amr",
    "voice": "audio/amr",
    "video": "video/mp4",
}
PLACE, LINK, CARD = "location", "link", "business_card"
UNUSABLE: Mapping[str, Unusable] = {"sticker": Unusable.STICKER}
FOLLOW, UNFOLLOW, WITHDRAW, SUBMIT = "follow", "unfollow", "user_withdraw", "user_submit_info"
FEEDBACK = "user_feedback"
# What Zalo tells besides, and nobody waits for an answer to.
IGNORED: Mapping[str, str] = {
    "oa_send_*": "the echo of what the account itself has said",
    "user_received_message": "a receipt",
    "user_seen_message": "a receipt",
    "user_reacted_message": "a face under a message is no words; ratings have buttons",
    "user_click_chatnow": "the chat was opened; `follow` or the first words say more",
    "user_send_group_*": "the account serves no groups on Zalo",
    "create_group": "the account serves no groups on Zalo",
    "anonymous_send_*": "who has not signed in to Zalo cannot be found again; the account's page can close this door",
    "change_oa_daily_quota": "about the account's contract",
    "change_template_quality": "about the account's templates",
    "change_template_status": "about the account's templates",
    "widget_interaction_accepted": "of a part of Zalo's web widget that the bot does not use",
}
