package org.otklik.app.contacts;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.Supervision;
import org.otklik.engine.routing.OperatorId;
import org.springframework.stereotype.Service;

@Service
final class DefaultThreads implements Threads {
  private static final int ITEMS_MAX = 50;

  private final ContactLog contacts;
  private final Notes notes;
  private final Recordings recordings;
  private final Supervision supervision;

  DefaultThreads(ContactLog contacts, Notes notes, Recordings recordings, Supervision supervision) {
    this.contacts = contacts;
    this.notes = notes;
    this.recordings = recordings;
    this.supervision = supervision;
  }

  @Override
  public List<Item> of(
      @Nullable String callerNumber, @Nullable UUID citizenId, CurrentAccount reader) {
    if (callerNumber == null && citizenId == null) {
      return List.of();
    }
    return items(contacts.ofPerson(callerNumber, citizenId, ITEMS_MAX), reader);
  }

  @Override
  public List<Item> with(CurrentAccount operator, int itemsMax) {
    return items(contacts.ofOperator(new OperatorId(operator.id().value()), itemsMax), operator);
  }

  private List<Item> items(List<ContactLog.Entry> entries, CurrentAccount reader) {
    var ids = entries.stream().map(ContactLog.Entry::id).toList();
    var written = notes.findAll(ids);
    var pulls = supervision.pulls(ids);
    var heard =
        recordings.of(ids).stream()
            .filter(recording -> recording.mayBeHeardBy(reader))
            .map(Recordings.Recording::contact)
            .collect(Collectors.toSet());
    return entries.stream()
        .map(
            entry ->
                new Item(
                    entry,
                    written.get(entry.id()),
                    pulls.get(entry.id()),
                    heard.contains(entry.id())))
        .toList();
  }
}
