package org.otklik.app.contacts.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.contacts.jdbc.RetentionRows.Due;
import org.otklik.app.contacts.settings.ContactsSettings;
import org.otklik.app.contacts.settings.RetentionSettings;
import org.otklik.app.dispatch.PastContacts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Deletes what has been kept as long as agreed: recordings first, each with its file, then
/// contacts that have no recording any more, with notes and statements. Each deletion is in the
/// audit trail.
///
/// A file that cannot be deleted keeps its row and is tried again at the next run.
@Component
final class Retention {

  /// The most recordings that one run deletes.
  static final int RECORDINGS_MAX = 500;

  /// The most contacts that one run deletes.
  static final int CONTACTS_MAX = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final String SOURCE = "retention";

  private final RetentionRows rows;
  private final PastContacts past;
  private final AuditTrail audit;
  private final TransactionOperations transaction;
  private final RetentionSettings settings;
  private final Path folder;
  private final Clock clock;

  /// What one run has deleted.
  record Deleted(int recordings, int contacts) {

    /// There may be more.
    boolean isAtItsLimit() {
      return recordings == RECORDINGS_MAX || contacts == CONTACTS_MAX;
    }
  }

  Retention(
      RetentionRows rows,
      PastContacts past,
      AuditTrail audit,
      TransactionOperations transaction,
      RetentionSettings settings,
      ContactsSettings files,
      Clock clock) {
    this.rows = rows;
    this.past = past;
    this.audit = audit;
    this.transaction = transaction;
    this.settings = settings;
    this.folder = files.recordings().toAbsolutePath().normalize();
    this.clock = clock;
  }

  /// Deletes what is due now.
  Deleted run() {
    var deleted = new Deleted(recordings(), contacts());
    if (deleted.recordings() + deleted.contacts() > 0) {
      LOG.info(
          "kept long enough recordings={} contacts={}", deleted.recordings(), deleted.contacts());
    }
    return deleted;
  }

  private int recordings() {
    var due = rows.endedBefore(clock.instant().minus(settings.recordings()), RECORDINGS_MAX);
    int deleted = 0;
    for (var recording : due) {
      if (deleteFile(recording)) {
        transaction.executeWithoutResult(_ -> forget(recording));
        deleted++;
      }
    }
    return deleted;
  }

  private boolean deleteFile(Due recording) {
    var file = folder.resolve(recording.file()).normalize();
    if (!file.startsWith(folder)) {
      LOG.error("recording outside its folder contact={}", recording.contact().value());
      return false;
    }
    try {
      Files.deleteIfExists(file);
      return true;
    } catch (IOException e) {
      LOG.error("recording not deleted contact={}", recording.contact().value(), e);
      return false;
    }
  }

  private void forget(Due recording) {
    rows.forget(recording);
    audited("recording.deleted", recording.contact().value().toString());
  }

  private int contacts() {
    var due = past.endedBefore(clock.instant().minus(settings.contacts()), CONTACTS_MAX);
    var recorded = rows.recorded(due);
    var free = due.stream().filter(contact -> !recorded.contains(contact)).toList();
    if (!free.isEmpty()) {
      transaction.executeWithoutResult(
          _ -> {
            rows.forget(free);
            past.forget(free);
            free.forEach(contact -> audited("contact.deleted", contact.value().toString()));
          });
    }
    return free.size();
  }

  private void audited(String what, String contact) {
    audit.record(
        new AuditEntry(null, what, new AuditEntry.Subject("contact", contact), "", SOURCE));
  }
}
