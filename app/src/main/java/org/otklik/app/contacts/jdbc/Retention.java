package org.otklik.app.contacts.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.contacts.jdbc.RetentionRows.Due;
import org.otklik.app.contacts.settings.ContactsSettings;
import org.otklik.app.contacts.settings.RetentionSettings;
import org.otklik.app.dispatch.PastContacts;
import org.otklik.engine.routing.ContactId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Deletes what has been kept as long as agreed. Each deletion is in the audit trail.
///
/// 1. Recordings, each with its file.
/// 2. Sound of the same age that belongs to no recording ([StraySound]).
/// 3. Contacts that have no recording any more, with notes and statements.
///
/// A file that cannot be deleted keeps its row and its contact, does not hold up those behind it,
/// and is tried again at the next run.
@Component
final class Retention {

  /// The most recordings that one run deletes.
  static final int RECORDINGS_MAX = 500;

  /// The most contacts that one run deletes.
  static final int CONTACTS_MAX = 1_000;

  /// The most that one run leaves as it is and goes on; then something is wrong with the disk.
  static final int KEPT_MAX = 5_000;

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
  ///
  /// @param recordings with sound that belongs to none
  record Deleted(int recordings, int contacts) {

    /// There may be more.
    boolean isAtItsLimit() {
      return recordings >= RECORDINGS_MAX || contacts == CONTACTS_MAX;
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
    var deleted = new Deleted(recordings() + straySound(), contacts());
    if (deleted.recordings() + deleted.contacts() > 0) {
      LOG.info(
          "kept long enough recordings={} contacts={}", deleted.recordings(), deleted.contacts());
    }
    return deleted;
  }

  private int recordings() {
    var kept = new HashSet<String>();
    int deleted = 0;
    while (deleted < RECORDINGS_MAX && kept.size() < KEPT_MAX) {
      var due = rows.endedBefore(recordedBefore(), kept, RECORDINGS_MAX - deleted);
      if (due.isEmpty()) {
        break;
      }
      for (var recording : due) {
        if (deleteFile(recording)) {
          transaction.executeWithoutResult(_ -> forget(recording));
          deleted++;
        } else {
          kept.add(recording.file());
        }
      }
    }
    return deleted;
  }

  private int straySound() {
    return new StraySound(folder, recordedBefore(), rows::known)
        .delete(RECORDINGS_MAX, contact -> audited("recording.deleted", contact));
  }

  private Instant recordedBefore() {
    return clock.instant().minus(settings.recordings());
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
    var before = clock.instant().minus(settings.contacts());
    var kept = new HashSet<ContactId>();
    int forgotten = 0;
    while (forgotten < CONTACTS_MAX && kept.size() < KEPT_MAX) {
      var due = past.endedBefore(before, kept, CONTACTS_MAX - forgotten);
      if (due.isEmpty()) {
        break;
      }
      var recorded = rows.recorded(due);
      kept.addAll(recorded);
      var free = due.stream().filter(contact -> !recorded.contains(contact)).toList();
      forget(free);
      forgotten += free.size();
    }
    return forgotten;
  }

  private void forget(List<ContactId> free) {
    if (!free.isEmpty()) {
      transaction.executeWithoutResult(
          _ -> {
            rows.forget(free);
            past.forget(free);
            free.forEach(contact -> audited("contact.deleted", contact.value().toString()));
          });
    }
  }

  private void audited(String what, String contact) {
    audit.record(
        new AuditEntry(null, what, new AuditEntry.Subject("contact", contact), "", SOURCE));
  }
}
