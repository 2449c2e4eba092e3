package org.otklik.app.contacts.web;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.MayCall;
import org.otklik.app.access.Role;
import org.otklik.app.contacts.Recordings;
import org.otklik.app.contacts.Recordings.Recording;
import org.otklik.app.contacts.settings.ContactsSettings;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.pages.Page;
import org.otklik.app.pages.SummaryRow;
import org.otklik.engine.routing.ContactId;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.server.ResponseStatusException;

/// Plays recordings to those who may hear them: the operator who talked, supervisors and quality
/// leads. For everybody else a recording is not there. Each playing is in the audit trail.
@Controller
@MayCall({Role.OPERATOR, Role.SUPERVISOR, Role.QUALITY})
final class RecordingController {
  private static final MediaType WAV = MediaType.parseMediaType("audio/wav");

  private final Recordings recordings;
  private final ContactLog contacts;
  private final Topics topics;
  private final AuditTrail audit;
  private final Playings playings;
  private final Retentions retentions;
  private final Path folder;

  RecordingController(
      Recordings recordings,
      ContactLog contacts,
      Topics topics,
      AuditTrail audit,
      Playings playings,
      Retentions retentions,
      ContactsSettings settings) {
    this.recordings = recordings;
    this.contacts = contacts;
    this.topics = topics;
    this.audit = audit;
    this.playings = playings;
    this.retentions = retentions;
    this.folder = settings.recordings().toAbsolutePath().normalize();
  }

  @GetMapping("/recordings/{contact}")
  String player(@PathVariable UUID contact, CurrentAccount account, Page page, Model model) {
    var parts = heardBy(contact, account);
    if (parts.isEmpty()) {
      throw notThere();
    }
    var talk = contacts.find(new ContactId(contact)).orElseThrow(RecordingController::notThere);
    model.addAttribute("facts", facts(page, talk));
    model.addAttribute("parts", parts.stream().map(part -> shown(page, part, talk)).toList());
    return "contacts/recording";
  }

  /// The sound itself; browsers ask for it in ranges.
  @GetMapping("/recordings/{contact}/{part}/sound")
  ResponseEntity<Resource> sound(
      @PathVariable UUID contact,
      @PathVariable int part,
      @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range,
      CurrentAccount account) {
    var file =
        heardBy(contact, account).stream()
            .filter(recording -> recording.part() == part)
            .findFirst()
            .flatMap(this::file)
            .orElseThrow(RecordingController::notThere);
    if (playings.begins(account.id(), contact, part, range)) {
      played(contact, account);
    }
    return ResponseEntity.ok()
        .contentType(WAV)
        .cacheControl(CacheControl.noStore())
        .body(new FileSystemResource(file));
  }

  private RecordingPart shown(Page page, Recording recording, ContactLog.Entry talk) {
    var goesOn = !recording.ended() && talk.endedAt() == null;
    return new RecordingPart(
        page.say("contacts.recording.part", Map.of("part", recording.part())),
        file(recording)
            .map(_ -> "/recordings/%s/%d/sound".formatted(talk.id().value(), recording.part()))
            .orElse(null),
        goesOn,
        !goesOn && !recording.complete());
  }

  private List<SummaryRow> facts(Page page, ContactLog.Entry talk) {
    var topic =
        topics
            .find(talk.topic())
            .map(found -> found.names().getOrDefault(page.language().code(), found.id().value()))
            .orElseGet(talk.topic()::value);
    return List.of(
        new SummaryRow(page.say("contacts.recording.when"), page.time(talk.arrivedAt())),
        new SummaryRow(page.say("contacts.recording.topic"), topic),
        new SummaryRow(page.say("contacts.recording.kept-until"), retentions.keptUntil(talk)));
  }

  private List<Recording> heardBy(UUID contact, CurrentAccount account) {
    return recordings.of(List.of(new ContactId(contact))).stream()
        .filter(recording -> recording.mayBeHeardBy(account))
        .toList();
  }

  private Optional<Path> file(Recording recording) {
    var file = folder.resolve(recording.file()).normalize();
    return file.startsWith(folder) && Files.isReadable(file) ? Optional.of(file) : Optional.empty();
  }

  private void played(UUID contact, CurrentAccount account) {
    audit.record(
        new AuditEntry(
            account.id(),
            "recording.played",
            new AuditEntry.Subject("contact", contact.toString()),
            "",
            "recordings"));
  }

  private static ResponseStatusException notThere() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
