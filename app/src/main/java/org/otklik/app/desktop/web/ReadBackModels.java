package org.otklik.app.desktop.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.otklik.app.citizens.CitizenId;
import org.otklik.app.citizens.Citizens;
import org.otklik.app.citizens.MaskedCitizen;
import org.otklik.app.contacts.ReadBacks;
import org.otklik.app.contacts.Statement;
import org.otklik.app.contacts.Statement.Standing;
import org.otklik.app.contacts.StatementId;
import org.otklik.app.contacts.StatementWords;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.pages.Choice;
import org.otklik.app.pages.Page;
import org.otklik.engine.routing.OperatorId;
import org.springframework.stereotype.Component;

/// Gathers what the operator reads back.
@Component
final class ReadBackModels {
  private final ReadBacks readBacks;
  private final StatementWords words;
  private final Citizens citizens;

  ReadBackModels(ReadBacks readBacks, StatementWords words, Citizens citizens) {
    this.readBacks = readBacks;
    this.words = words;
    this.citizens = citizens;
  }

  /// The panel, with an empty row to write in while there is room.
  ReadBackModel of(Page page, ContactLog.Entry contact) {
    var statements = readBacks.of(List.of(contact.id())).getOrDefault(contact.id(), List.of());
    var rows = new ArrayList<>(statements.stream().map(one -> row(page, one)).toList());
    if (rows.size() < ReadBacks.STATEMENTS_MAX) {
      rows.add(empty());
    }
    var possible = possible(contact);
    var addressee = readBacks.addressee(contact.id()).or(() -> signedIn(contact));
    return new ReadBackModel(
        contact.id().value(),
        shownTo(page, addressee, possible),
        contact.citizenId() == null ? choices(page, possible) : List.of(),
        addressee.or(() -> only(possible)).map(citizen -> citizen.value().toString()).orElse(""),
        Arrays.stream(Statement.Kind.values())
            .map(kind -> new Choice(kind.name(), words.kind(page, kind)))
            .toList(),
        List.copyOf(rows));
  }

  /// Shows the statements to the citizen who called signed in. A number says nothing for certain:
  /// families share one, so the operator asks and names who it is.
  void addressIfSignedIn(ContactLog.Entry contact, OperatorId by) {
    signedIn(contact).ifPresent(citizen -> readBacks.address(contact.id(), citizen, by));
  }

  /// Those to whom the statements may be shown: who called signed in, else everybody with this
  /// number on file.
  List<MaskedCitizen> possible(ContactLog.Entry contact) {
    var signedIn = contact.citizenId();
    var number = contact.callerNumber();
    if (signedIn != null) {
      return citizens.findMasked(new CitizenId(signedIn)).stream().toList();
    }
    return number == null ? List.of() : citizens.findByNumber(number);
  }

  private static Optional<CitizenId> signedIn(ContactLog.Entry contact) {
    return Optional.ofNullable(contact.citizenId()).map(CitizenId::new);
  }

  private static Optional<CitizenId> only(List<MaskedCitizen> possible) {
    return possible.size() == 1 ? Optional.of(possible.getFirst().id()) : Optional.empty();
  }

  private String shownTo(Page page, Optional<CitizenId> addressee, List<MaskedCitizen> possible) {
    return addressee
        .flatMap(citizens::findMasked)
        .map(
            citizen ->
                page.say("desktop.read-back.shown-to", Map.of("citizen", name(page, citizen))))
        .orElseGet(
            () ->
                page.say(
                    possible.isEmpty()
                        ? "desktop.read-back.shown-to.nobody"
                        : "desktop.read-back.shown-to.unnamed"));
  }

  private static List<Choice> choices(Page page, List<MaskedCitizen> possible) {
    var known =
        possible.stream()
            .map(citizen -> new Choice(citizen.id().value().toString(), name(page, citizen)));
    var nobody = new Choice("", page.say("desktop.read-back.addressee.nobody"));
    return possible.isEmpty() ? List.of() : Stream.concat(Stream.of(nobody), known).toList();
  }

  private static String name(Page page, MaskedCitizen citizen) {
    return page.say(
        "desktop.contact.citizen",
        Map.of("initials", citizen.initials(), "year", Integer.toString(citizen.birthYear())));
  }

  private ReadBackModel.Row row(Page page, Statement statement) {
    var draft = statement.draft();
    var mine = !statement.isDisputedOnPage();
    var answerable = mine && statement.version() > 0 && !statement.isChanged();
    var next = statement.standing().next();
    return new ReadBackModel.Row(
        statement.id().value(),
        draft.saves(),
        statement.version(),
        draft.kind().name(),
        draft.text(),
        statement.standing().name(),
        statement.isChanged()
            ? page.say("contacts.standing.changed", Map.of("text", statement.text()))
            : words.standing(page, statement),
        mine,
        answerable && next.contains(Standing.CONFIRMED),
        answerable && statement.standing() != Standing.DISPUTED && next.contains(Standing.DISPUTED),
        words.history(page, statement));
  }

  private static ReadBackModel.Row empty() {
    return new ReadBackModel.Row(
        StatementId.next().value(),
        0,
        0,
        Statement.Kind.REQUEST.name(),
        "",
        Standing.DRAFT.name(),
        "",
        true,
        false,
        false,
        List.of());
  }
}
