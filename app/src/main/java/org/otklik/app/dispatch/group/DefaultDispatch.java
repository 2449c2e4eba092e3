package org.otklik.app.dispatch.group;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.otklik.app.dispatch.Acceptance;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.QueueSpot;
import org.otklik.app.dispatch.QueueSpot.News;
import org.otklik.app.dispatch.ToldBy;
import org.otklik.app.dispatch.group.Command.AskedGone;
import org.otklik.app.dispatch.group.Command.CitizenGone;
import org.otklik.app.dispatch.group.Command.OperatorLineLost;
import org.otklik.app.dispatch.group.Command.Told;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;

/// Hands the wishes of those who bring contacts to the group's thread.
final class DefaultDispatch implements Dispatch {
  private static final int TEXT_LENGTH_MAX = 200;

  private final QueueGroupHost host;

  DefaultDispatch(QueueGroupHost host) {
    this.host = host;
  }

  @Override
  public CompletionStage<Acceptance> accept(ContactRequest request) {
    return host.commands().accept(storable(request));
  }

  @Override
  public boolean available() {
    return host.condition() == GroupThread.Condition.WORKING;
  }

  @Override
  public Duration placeKept() {
    return host.settings().placeKept();
  }

  @Override
  public void gone(ContactId contact, Gone how) {
    host.commands().give(new CitizenGone(contact, how));
  }

  @Override
  public void operatorLineLost(OperatorId operator) {
    host.commands().give(new OperatorLineLost(operator));
  }

  @Override
  public void askedGone(ContactId contact) {
    host.commands().give(new AskedGone(contact));
  }

  @Override
  public Optional<QueueSpot> spot(ContactId contact) {
    return host.spots().find(contact);
  }

  @Override
  public void told(QueueSpot spot, ToldBy by) {
    var estimate = spot.estimate();
    if (estimate != null && estimate.news() != News.AS_PROMISED) {
      host.commands().give(new Told(spot, by));
    }
  }

  /// A trunk delivers what strangers have typed: a text that PostgreSQL refuses would keep all rows
  /// of its turn from being written.
  private static ContactRequest storable(ContactRequest request) {
    return new ContactRequest(
        request.id(),
        request.channel(),
        text(request.line()),
        request.callerNumber() == null ? null : text(request.callerNumber()),
        request.citizenId(),
        request.visitor() == null ? null : text(request.visitor()),
        new TopicId(text(request.topic().value())),
        new Language(text(request.language().tag())),
        request.priority(),
        request.recordingAllowed(),
        request.arrivedAt());
  }

  private static String text(String text) {
    boolean clean =
        text.length() <= TEXT_LENGTH_MAX && text.chars().noneMatch(Character::isISOControl);
    if (clean) {
      return text;
    }
    var printable = new StringBuilder();
    text.chars()
        .filter(c -> !Character.isISOControl(c) && !Character.isSurrogate((char) c))
        .limit(TEXT_LENGTH_MAX)
        .forEach(c -> printable.append((char) c));
    return printable.toString();
  }
}
