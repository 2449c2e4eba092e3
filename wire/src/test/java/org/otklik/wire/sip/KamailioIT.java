package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otklik.wire.digest.DigestAnswers;
import org.otklik.wire.sip.RegistrationAnswer.Refused;
import org.otklik.wire.sip.RegistrationAnswer.Registered;

/// Registration with a trunk of others.
final class KamailioIT {
  private static final String DOMAIN = "127.0.0.1";

  @TempDir private Path folder;

  private final Desk desk = Desk.answering();
  private final BlockingQueue<RegistrationAnswer> answers = new LinkedBlockingQueue<>();

  @ParameterizedTest
  @EnumSource(names = {"UDP", "TCP"})
  void registersAndIsCalledThere(Transport transport) throws Exception {
    try (var trunk = Kamailio.start(folder);
        var centre = endpoint(desk);
        var citizen = endpoint(Desk.answering())) {
      String address = "127.0.0.1:%d;transport=%s".formatted(trunk.port(), transport);
      Registration registration = centre.registration("sip:" + address, identity("secret"));
      assertThat(first(trunk, registration)).isEqualTo(new Registered(Duration.ofSeconds(90)));

      var caller = new Caller();
      OutgoingCall call = citizen.call("sip:centre@" + address, "1001", Desk.SDP, caller);

      assertThat(caller.nextNote()).isEqualTo("answered");
      assertThat(desk.nextCall().dialledUser()).isEqualTo("centre");
      call.hangUp();
      assertThat(desk.nextNote()).isEqualTo("answered");
      assertThat(desk.nextNote()).isEqualTo("hung up");

      registration.register(Duration.ofSeconds(30), answers::add);
      assertThat(answer()).isEqualTo(new Registered(Duration.ofMinutes(1)));
      registration.register(Duration.ZERO, answers::add);
      assertThat(answer()).isInstanceOf(Registered.class);
      citizen.call("sip:centre@" + address, "1001", Desk.SDP, caller);
      assertThat(caller.nextNote()).isEqualTo("rejected 404");

      centre
          .registration("sip:" + address, identity("wrong"))
          .register(Duration.ofMinutes(5), answers::add);
      assertThat(answer()).isEqualTo(new Refused(401, Duration.ZERO));
    }
  }

  /// The trunk takes a moment to start: nobody answers by UDP, TCP is refused.
  private RegistrationAnswer first(Kamailio trunk, Registration registration) throws Exception {
    long until = System.nanoTime() + Desk.PATIENCE.toNanos();
    while (true) {
      registration.register(Duration.ofMinutes(5), answers::add);
      RegistrationAnswer answer = answer();
      if (!(answer instanceof Refused(int code, _)) || code != 503 || System.nanoTime() > until) {
        assertThat(trunk.runs()).as(trunk.log()).isTrue();
        return answer;
      }
    }
  }

  private RegistrationAnswer answer() throws InterruptedException {
    return Optional.ofNullable(answers.poll(40, TimeUnit.SECONDS)).orElseThrow();
  }

  private static SipIdentity identity(String password) {
    return SipIdentity.of("centre")
        .in(DOMAIN)
        .provenBy(new DigestAnswers("centre", password, DOMAIN, Wire::unique));
  }

  private static SipEndpoint endpoint(SipEvents events) {
    return SipEndpoint.start(SipSettings.on(InetAddress.getLoopbackAddress(), 0), events);
  }
}
