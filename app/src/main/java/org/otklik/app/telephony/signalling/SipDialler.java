package org.otklik.app.telephony.signalling;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.otklik.app.telephony.DialledCall;
import org.otklik.app.telephony.Dialler;
import org.otklik.app.telephony.media.MediaGroup;
import org.otklik.app.telephony.media.MediaPlane;
import org.otklik.app.telephony.media.Party;
import org.otklik.app.telephony.media.Secrecy;
import org.otklik.app.telephony.media.Telephone;
import org.otklik.app.telephony.settings.TelephonySettings;
import org.otklik.engine.routing.OperatorId;
import org.otklik.wire.sip.OutgoingCall;
import org.otklik.wire.sip.OutgoingCallHandler;
import org.otklik.wire.sip.RegisteredPhone;
import org.otklik.wire.sip.SipEndpoint;
import org.otklik.wire.sip.TrunkHealth;
import org.springframework.stereotype.Component;

/// Makes calls by SIP.
@Component
final class SipDialler implements Dialler {

  /// A telephone that rings so long is given up even if nobody says so.
  static final Duration PHONE_RINGS_MAX = Duration.ofMinutes(1);

  /// What an operator's telephone shows as the caller.
  private static final String CENTRE = "otklik";

  private final SipLine line;
  private final Trunks trunks;
  private final PhoneBook phones;
  private final FraudAlarm alarm;
  private final Numbers numbers;
  private final Duration ringMax;
  private final MediaPlane plane;
  private final MediaGroup group;
  private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

  SipDialler(
      SipLine line,
      Trunks trunks,
      PhoneBook phones,
      FraudAlarm alarm,
      TelephonySettings settings,
      MediaPlane plane,
      MediaGroup group) {
    this.line = line;
    this.trunks = trunks;
    this.phones = phones;
    this.alarm = alarm;
    this.numbers = new Numbers(settings.sip().country(), settings.outside().allowed());
    this.ringMax = settings.outside().ringMax();
    this.plane = plane;
    this.group = group;
  }

  @Override
  public boolean hasPhone(OperatorId operator) {
    return phones.findUser(operator).isPresent();
  }

  /// Of several telephones of the operator the one that registered last is called, and the next if
  /// it cannot be reached; that one is forgotten, so that the page's sound takes over at last.
  @Override
  public DialledCall phone(OperatorId operator, DialledCall.Listener listener) {
    var routes =
        phones.findUser(operator).stream()
            .flatMap(user -> line.phones(user).stream())
            .flatMap(
                phone ->
                    kinds(phones.secrecy(phone.user()))
                        .map(kind -> (Route) new ToPhone(phone, kind, line)))
            .toList();
    return place(routes, PHONE_RINGS_MAX, listener);
  }

  @Override
  public boolean hasWayOut() {
    return !trunks.outwards().isEmpty();
  }

  @Override
  public Optional<String> findAllowed(String number) {
    return numbers.findAllowed(number);
  }

  @Override
  public void suspect(OperatorId operator, String number) {
    if (numbers.exists(number)) {
      alarm.suspect(operator);
    }
  }

  @Override
  public DialledCall outside(String allowed, DialledCall.Listener listener) {
    var ways =
        trunks.outwards().stream()
            .flatMap(trunk -> trunk.peers().stream().map(peer -> new Way(trunk, peer)))
            .sorted(Comparator.comparing(way -> !way.peer().up()))
            .toList();
    var routes =
        ways.stream()
            .flatMap(
                way ->
                    kinds(way.trunk().terms().secrecy())
                        .map(kind -> (Route) new ToTrunk(way, kind, allowed, numbers, line)))
            .toList();
    return place(routes, ringMax, listener);
  }

  private DialledCall place(List<Route> routes, Duration ring, DialledCall.Listener listener) {
    return new PlacedCall(routes, plane, group, threads, listener).start(ring);
  }

  /// The kinds of sound that are tried.
  private static Stream<Kind> kinds(Secrecy secrecy) {
    return switch (secrecy) {
      case OFF -> Stream.of(Kind.PLAIN);
      case OFFERED -> Stream.of(Kind.SECURED, Kind.PLAIN_INSTEAD);
      case REQUIRED -> Stream.of(Kind.SECURED);
    };
  }

  private enum Kind {
    PLAIN,
    SECURED,
    /// Only after secured sound was refused.
    PLAIN_INSTEAD;

    Telephone telephone(InetAddress address, Party party) {
      return new Telephone(address, this == SECURED ? Secrecy.REQUIRED : Secrecy.OFF, party);
    }

    boolean after(int code) {
      return this != PLAIN_INSTEAD || Route.refusesSecrecy(code);
    }
  }

  /// A trunk and one of its addresses.
  private record Way(Trunk trunk, TrunkPeer peer) {}

  private record ToPhone(RegisteredPhone phone, Kind kind, SipLine line) implements Route {
    @Override
    public Telephone telephone() {
      return kind.telephone(phone.source().getAddress(), Party.OPERATOR);
    }

    @Override
    public OutgoingCall call(String offer, OutgoingCallHandler handler) {
      return line.running().call(phone, CENTRE, offer, handler);
    }

    @Override
    public void heard(int code) {
      if (TrunkHealth.failed(code)) {
        line.forget(phone);
      }
    }

    @Override
    public boolean after(int code) {
      return kind.after(code);
    }
  }

  private record ToTrunk(Way way, Kind kind, String number, Numbers numbers, SipLine line)
      implements Route {
    @Override
    public Telephone telephone() throws UnknownHostException {
      return kind.telephone(way.peer().address(), Party.CITIZEN);
    }

    @Override
    public OutgoingCall call(String offer, OutgoingCallHandler handler) {
      SipEndpoint endpoint = line.running();
      var dialled = way.trunk().dialled(number, numbers);
      return endpoint.call(way.peer().uri(dialled), way.trunk().terms().caller(), offer, handler);
    }

    @Override
    public boolean enter() {
      return way.trunk().enter();
    }

    @Override
    public void leave() {
      way.trunk().leave();
    }

    @Override
    public void heard(int code) {
      way.peer().heard(code, System.nanoTime());
    }

    @Override
    public boolean after(int code) {
      return kind.after(code);
    }
  }
}
