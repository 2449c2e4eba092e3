package org.otklik.wire.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import org.otklik.wire.digest.DigestChallenges;
import org.otklik.wire.digest.DigestVerdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers REGISTER (RFC 3261 10.3).
///
/// 1. without an answer to our challenge: 401, and nothing is kept;
/// 2. 400 to an answer that is none, 401 to a wrong one, 403 to one for somebody else's address;
/// 3. 400 to contacts that cannot be called, 423 below the shortest time;
/// 4. 500 to what was overtaken by a later REGISTER of the same telephone;
/// 5. 503 while passwords cannot be checked, and to too many at once ([#CHECKED_MAX],
///    [Admission#REGISTERS_PER_SECOND]);
/// 6. else all contacts are kept, and those of the user are told.
///
/// Each telephone is asked how it is (OPTIONS) every [#ASK], which also keeps its way through an
/// address translator open. One that says nothing at all to that (for 32 s, RFC 3261 17.1.2.2) is
/// forgotten.
final class Registrar {
  private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);

  /// Answers that are checked at once; over it 503.
  static final int CHECKED_MAX = 500;

  /// How often it is looked whose time is up.
  static final Duration SWEEP = Duration.ofSeconds(1);

  /// How often telephones are asked how they are.
  static final Duration ASK = Duration.ofSeconds(30);

  private static final Pattern SECONDS = Pattern.compile("0*(\\d{1,9})");

  /// A registration may ask for less than an hour only down to the minimum (RFC 3261 10.3, 7).
  private static final long HOUR_SECONDS = 3_600;

  private final Core core;
  private final SipRegistrar settings;
  private final DigestChallenges challenges;
  private final Bindings bindings = new Bindings();
  private final SerialEvents events;
  private final AtomicInteger checked = new AtomicInteger();

  /// When telephones were asked how they are, of the lane.
  private long asked;

  Registrar(Core core, SipRegistrar settings) {
    this.core = core;
    this.settings = settings;
    this.challenges =
        new DigestChallenges(
            settings.realm(),
            settings.algorithms(),
            new SecureRandom(),
            core.settings.nanos().getAsLong());
    this.events = new SerialEvents("registrar", core.settings.events());
    this.asked = now();
  }

  /// Begins to look whose time is up.
  void start() {
    core.lanes.after(
        SWEEP,
        core.lanes.of(""),
        () -> {
          gone(bindings.expire(now()));
          askIfDue();
          start();
        });
  }

  /// The answer to a REGISTER that brings no answer of ours.
  Fault challenge() {
    return new Fault(401, "Unauthorized", lines(false));
  }

  /// Whether one more answer can be checked.
  boolean ready() {
    return checked.get() < CHECKED_MAX;
  }

  List<RegisteredPhone> phones(String user) {
    return bindings.of(user).stream()
        .filter(binding -> binding.expires() - now() > 0)
        .map(Bindings.Binding::phone)
        .toList();
  }

  /// Whether a telephone is registered from there.
  boolean has(Origin origin) {
    return bindings.has(origin.transport(), origin.remote());
  }

  /// A telephone cannot be reached.
  void unreachable(RegisteredPhone phone) {
    gone(bindings.unreachable(phone));
  }

  private void askIfDue() {
    if (now() - asked >= ASK.toNanos()) {
      asked = now();
      bindings.all().forEach(this::ask);
    }
  }

  private void ask(RegisteredPhone phone) {
    Invitation options = Invitation.to(phone, "OPTIONS", SipIdentity.of("otklik"));
    var way = new Flow(phone.source(), phone.transport());
    var cseq = new AtomicInteger();
    new Question(
            core,
            options,
            () -> {
              SIPRequest request = core.messages.outside(options, cseq.incrementAndGet());
              request.setApplicationData(way);
              return request;
            },
            (_, answer) -> {
              if (answer.isEmpty()) {
                unreachable(phone);
              }
            })
        .ask();
  }

  void disconnected(Origin origin) {
    gone(bindings.disconnected(origin.transport(), origin.remote()));
  }

  /// Checks the password elsewhere, since that may take time, and answers in the lane.
  void received(WireRequest request, ServerTransaction transaction) {
    checked.incrementAndGet();
    core.settings
        .events()
        .execute(
            () -> {
              try {
                Optional<DigestVerdict> verdict = check(request.wire());
                core.lanes
                    .of(request.wire().first("call-id"))
                    .execute(() -> send(transaction, answer(request, verdict)));
              } finally {
                checked.decrementAndGet();
              }
            });
  }

  /// Nothing when the secrets cannot be read now.
  private Optional<DigestVerdict> check(WireMessage register) {
    try {
      return Optional.of(
          challenges.check(
              register.all("authorization"),
              "REGISTER",
              register.uri(),
              settings.phones()::findSecret,
              now()));
    } catch (RuntimeException fault) {
      LOG.warn("The secrets of telephones cannot be read: {}", fault.getClass().getName());
      return Optional.empty();
    }
  }

  private SIPResponse answer(WireRequest request, Optional<DigestVerdict> verdict) {
    if (verdict.isEmpty()) {
      return refused(request, Intake.busy());
    }
    return switch (verdict.get()) {
      case DigestVerdict.Proven(String user) -> proven(request, user);
      case DigestVerdict.Stale(_) -> challenged(request, true);
      case DigestVerdict.Missing() -> challenged(request, false);
      case DigestVerdict.Malformed() -> refused(request, Fault.bad("Malformed Authorization"));
      case DigestVerdict.Wrong() -> {
        String user = NameAddr.read(request.wire().first("to")).map(NameAddr::user).orElse("");
        events.postIfRoom(() -> settings.phones().onRefused(user, request.origin().remote()));
        yield challenged(request, false);
      }
    };
  }

  private static void send(ServerTransaction transaction, SIPResponse response) {
    try {
      transaction.sendResponse(response);
    } catch (SipException | InvalidArgumentException fault) {
      LOG.debug("A REGISTER was not answered: {}", fault.getClass().getName());
    }
  }

  private SIPResponse proven(WireRequest request, String user) {
    WireMessage register = request.wire();
    if (!NameAddr.read(register.first("to")).map(NameAddr::user).equals(Optional.of(user))) {
      return refused(request, Fault.of(403, "Not Your Address"));
    }
    List<String> contacts =
        register.all("contact").stream()
            .flatMap(value -> Grammar.split(value, ',').stream())
            .toList();
    boolean all = contacts.contains("*");
    Optional<Long> expires = register.find("expires").flatMap(Registrar::seconds);
    if (all && (contacts.size() > 1 || !expires.equals(Optional.of(0L)))) {
      return refused(request, Fault.bad("Contact * must stand alone, with Expires 0"));
    }
    long now = now();
    var added = new ArrayList<Bindings.Binding>();
    for (String contact : all ? List.<String>of() : contacts) {
      Optional<NameAddr> address =
          NameAddr.read(contact).filter(each -> SipEndpoint.callable(each.uri()));
      if (address.isEmpty()) {
        return refused(request, Fault.bad("A Contact cannot be called"));
      }
      long seconds =
          address
              .get()
              .parameter("expires")
              .flatMap(Registrar::seconds)
              .or(() -> expires)
              .orElseGet(() -> settings.expiryMax().toSeconds());
      if (seconds > 0 && seconds < HOUR_SECONDS && seconds < settings.expiryMin().toSeconds()) {
        return refused(
            request,
            Fault.of(
                423, "Interval Too Brief", "Min-Expires: " + settings.expiryMin().toSeconds()));
      }
      added.add(binding(request, user, address.get().uri(), seconds, now));
    }
    return change(
        request,
        new Bindings.Change(
            user, register.first("call-id"), register.cseq(), List.copyOf(added), all));
  }

  private Bindings.Binding binding(
      WireRequest request, String user, String contact, long seconds, long now) {
    Origin origin = request.origin();
    Duration good = Duration.ofSeconds(Math.min(seconds, settings.expiryMax().toSeconds()));
    return new Bindings.Binding(
        new RegisteredPhone(user, contact, origin.remote(), origin.transport()),
        request.wire().first("call-id"),
        request.wire().cseq(),
        now,
        now + good.toNanos());
  }

  private SIPResponse change(WireRequest request, Bindings.Change change) {
    Optional<List<RegisteredPhone>> gone = bindings.change(change, now());
    if (gone.isEmpty()) {
      return refused(request, Fault.of(500, "Overtaken By A Later REGISTER"));
    }
    gone(gone.get());
    List<Bindings.Binding> kept = bindings.of(change.user());
    List<RegisteredPhone> registered = kept.stream().map(Bindings.Binding::phone).toList();
    change.added().stream()
        .map(Bindings.Binding::phone)
        .filter(registered::contains)
        .forEach(phone -> events.post(() -> settings.phones().onRegistered(phone)));
    SIPResponse response = core.messages.response(request, 200, "OK", Messages.name());
    for (Bindings.Binding binding : kept) {
      long left = Math.ceilDiv(binding.expires() - now(), Duration.ofSeconds(1).toNanos());
      Messages.addOneMore(
          response,
          "Contact: <%s>;expires=%d".formatted(binding.phone().contact(), Math.max(0, left)));
    }
    return response;
  }

  private SIPResponse challenged(WireRequest request, boolean stale) {
    return refused(request, new Fault(401, "Unauthorized", lines(stale)));
  }

  private SIPResponse refused(WireRequest request, Fault fault) {
    core.counters.refused(fault.code());
    SIPResponse response =
        core.messages.response(request, fault.code(), fault.reason(), Messages.name());
    fault.headers().forEach(line -> Messages.addOneMore(response, line));
    return response;
  }

  private List<String> lines(boolean stale) {
    return challenges.challenge(stale, now()).stream()
        .map(challenge -> "WWW-Authenticate: " + challenge)
        .toList();
  }

  private void gone(List<RegisteredPhone> phones) {
    phones.forEach(phone -> events.post(() -> settings.phones().onGone(phone)));
  }

  private long now() {
    return core.settings.nanos().getAsLong();
  }

  private static Optional<Long> seconds(String text) {
    return Stream.of(SECONDS.matcher(text))
        .filter(Matcher::matches)
        .map(number -> Long.valueOf(number.group(1)))
        .findFirst();
  }
}
