package org.otklik.wire.sip;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Our registration with a trunk that wants one (RFC 3261 10.2): all its requests have one
/// `Call-ID`, and each a `CSeq` of its own. When to register again is the owner's matter.
public final class Registration {
  private static final Pattern SECONDS = Pattern.compile("\\s*0*(\\d{1,9})(?:\\D.*)?");

  /// A longer time is not believed: in it nobody would notice that the registrar forgot us.
  static final Duration GRANTED_MAX = Duration.ofDays(1);

  /// Where nobody could be asked.
  private static final RegistrationAnswer UNASKED =
      new RegistrationAnswer.Refused(503, Duration.ZERO);

  private final Core core;
  private final Invitation invitation;
  private final Runnable lookUp;

  // Of the lane.
  private int cseq;
  private boolean ended;
  private @Nullable Question latest;

  /// @param lookUp asks the name service
  Registration(Core core, Invitation invitation, Runnable lookUp) {
    this.core = core;
    this.invitation = invitation;
    this.lookUp = lookUp;
  }

  /// Asks the registrar to keep us; may wait for the name service. To be called again only after
  /// the answer.
  ///
  /// @param expires for how long; zero ends the registration until the next
  /// @param answered told once, on the executor of the settings: after [#end] that it was refused
  public void register(Duration expires, Consumer<RegistrationAnswer> answered) {
    ask(
        expires,
        answered,
        question -> {
          if (ended) {
            core.settings.events().execute(() -> answered.accept(UNASKED));
          } else {
            latest = question;
            question.ask();
          }
        });
  }

  /// Ends the registration for good; may wait for the name service. What is not answered by then is
  /// given up, and nobody is told of it: else it could be taken, or repeated, after the end. So
  /// whoever can wait for the answer should.
  ///
  /// @param answered told once, on the executor of the settings
  public void end(Consumer<RegistrationAnswer> answered) {
    lane()
        .execute(
            () -> {
              ended = true;
              if (latest != null) {
                latest.drop();
              }
            });
    ask(Duration.ZERO, answered, Question::ask);
  }

  /// @param begin in the lane, where the name is known
  private void ask(
      Duration expires, Consumer<RegistrationAnswer> answered, Consumer<Question> begin) {
    try {
      lookUp.run();
    } catch (IllegalArgumentException unknown) {
      answered.accept(UNASKED);
      return;
    }
    var question =
        new Question(
            core,
            invitation,
            () -> core.messages.register(invitation, ++cseq, expires),
            (code, response) -> answered.accept(read(code, response, expires)));
    lane().execute(() -> begin.accept(question));
  }

  private Lane lane() {
    return core.lanes.of(invitation.callId());
  }

  private RegistrationAnswer read(int code, Optional<WireMessage> response, Duration asked) {
    if (code < 300) {
      return new RegistrationAnswer.Registered(
          response
              .flatMap(this::granted)
              .map(Duration::ofSeconds)
              .map(granted -> granted.compareTo(GRANTED_MAX) > 0 ? GRANTED_MAX : granted)
              .orElse(asked));
    }
    if (code == 423) {
      return new RegistrationAnswer.TooBrief(seconds(response, "min-expires"));
    }
    return new RegistrationAnswer.Refused(code, seconds(response, "retry-after"));
  }

  /// What the registrar says of our own contact; it may name others of the same user, and may have
  /// rewritten ours (NAT): then the shortest time of all.
  private Optional<Long> granted(WireMessage response) {
    List<NameAddr> contacts =
        response.all("contact").stream()
            .flatMap(value -> Grammar.split(value, ',').stream())
            .flatMap(value -> NameAddr.read(value).stream())
            .toList();
    String own = core.messages.registered(invitation);
    List<NameAddr> ours =
        contacts.stream().filter(contact -> contact.uri().startsWith(own)).toList();
    return (ours.isEmpty() ? contacts : ours)
        .stream()
            .flatMap(contact -> contact.parameter("expires").stream())
            .flatMap(text -> seconds(text).stream())
            .min(Comparator.naturalOrder())
            .or(() -> response.find("expires").flatMap(Registration::seconds));
  }

  private static Duration seconds(Optional<WireMessage> response, String header) {
    return response
        .flatMap(message -> message.find(header))
        .flatMap(Registration::seconds)
        .map(Duration::ofSeconds)
        .orElse(Duration.ZERO);
  }

  private static Optional<Long> seconds(String text) {
    return Stream.of(SECONDS.matcher(text))
        .filter(Matcher::matches)
        .map(number -> Long.valueOf(number.group(1)))
        .findFirst();
  }
}
