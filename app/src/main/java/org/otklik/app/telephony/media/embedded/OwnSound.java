package org.otklik.app.telephony.media.embedded;

/// What a leg hears of our own making, sent at our own pace.
sealed interface OwnSound permits DigitSender, Mix, Playlist {}
