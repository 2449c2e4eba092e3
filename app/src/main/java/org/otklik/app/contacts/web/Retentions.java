package org.otklik.app.contacts.web;

import org.otklik.app.contacts.settings.RetentionSettings;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.pages.Centre;
import org.otklik.app.pages.Days;
import org.springframework.stereotype.Component;

/// Says until when things are kept.
@Component
final class Retentions {
  private final RetentionSettings settings;
  private final Centre centre;

  Retentions(RetentionSettings settings, Centre centre) {
    this.settings = settings;
    this.centre = centre;
  }

  /// The day on which the recording of this talk will be deleted; while it goes on, counted from
  /// its beginning.
  String keptUntil(ContactLog.Entry talk) {
    var ended = talk.endedAt();
    var from = ended == null ? talk.arrivedAt() : ended;
    return Days.text(from.plus(settings.recordings()).atZone(centre.zone()).toLocalDate());
  }
}
