package org.otklik.app.telephony.signalling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otklik.app.StartRefused;
import org.otklik.app.telephony.media.Secrecy;
import org.otklik.app.telephony.settings.TelephonySettings;
import org.otklik.wire.sip.Transport;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// Trunks as they stand in settings.
final class TrunksTest {
  private static final String NORTH = "otklik.telephony.trunks.north.";

  @Test
  void readsWhatIsWrittenDown() {
    var trunks =
        trunks(
            Map.of(
                NORTH + "sources",
                "203.0.113.0/29,2001:db8::/64",
                NORTH + "peers",
                "sip.example.ru,203.0.113.5:5080,[2001:db8::5]:5070",
                NORTH + "transport",
                "tcp",
                NORTH + "srtp",
                "required",
                NORTH + "lines.78001001150",
                "115",
                "otklik.telephony.trunks.away.peers",
                "198.51.100.1"));
    var north = trunks.find(InetAddress.ofLiteral("203.0.113.6")).orElseThrow();

    assertThat(north.terms().transport()).isEqualTo(Transport.TCP);
    assertThat(north.terms().secrecy()).isEqualTo(Secrecy.REQUIRED);
    assertThat(north.peers().getLast().uri("1"))
        .isEqualTo("sip:1@[2001:db8::5]:5070;transport=tcp");
    assertThat(north.line("+78001001150")).isEqualTo("115");
    assertThat(north.line("1150")).isEqualTo("1150");
    assertThat(trunks.find(InetAddress.ofLiteral("2001:db8::99"))).contains(north);
    assertThat(trunks.find(InetAddress.ofLiteral("203.0.113.8"))).isEmpty();
    assertThat(trunks.outwards())
        .extracting(trunk -> trunk.terms().name())
        .containsExactly("away", "north");
  }

  @Test
  void believesAnAssertedIdentityOnlyWhereItIsTrusted() {
    var trusted = Map.of(NORTH + "peers", "h", NORTH + "trust-asserted-identity", "true");
    var suspected = Map.of(NORTH + "peers", "h");

    assertThat(only(trusted).caller("anonymous", Optional.of("74951234567")))
        .isEqualTo("+74951234567");
    assertThat(only(suspected).caller("7001", Optional.of("74951234567"))).isEqualTo("7001");
  }

  @ParameterizedTest
  @CsvSource({
    "+e164, '', +74951234567, +74951234567",
    "e164, 9, +74951234567, 974951234567",
    "national, '', +74951234567, 84951234567",
    "national, '', +442071234567, 810442071234567"
  })
  void writesNumbersAsTheTrunkWants(String form, String prefix, String number, String dialled) {
    var trunk =
        only(
            Map.of(
                NORTH + "peers", "h", NORTH + "numbers-out", form, NORTH + "prefix-out", prefix));

    assertThat(trunk.dialled(number, new Numbers("RU", List.of("+")))).isEqualTo(dialled);
  }

  @Test
  void hasNoMorePlacesThanAgreed() {
    var trunk = only(Map.of(NORTH + "peers", "h", NORTH + "calls-max", "1"));

    assertThat(trunk.enter()).isTrue();
    assertThat(trunk.enter()).isFalse();
    trunk.leave();
    assertThat(trunk.enter()).isTrue();
  }

  @Test
  void namesEverythingThatIsWrongAtOnce() {
    var wrong = new HashMap<String, String>();
    wrong.put(NORTH + "sources", "203.0.113.0/99");
    wrong.put(NORTH + "peers", "a b");
    wrong.put(NORTH + "transport", "sctp");
    wrong.put(NORTH + "srtp", "maybe");
    wrong.put(NORTH + "numbers-out", "roman");
    wrong.put(NORTH + "caller", "115");
    wrong.put(NORTH + "password", "short");
    wrong.put(NORTH + "challenge", "true");
    wrong.put(NORTH + "registrar", "not a host");
    wrong.put("otklik.telephony.trunks.north-west.sources", "198.51.100.1");
    wrong.put("otklik.telephony.outside.ring-max", "1s");
    wrong.put("otklik.telephony.sip.country", "Russia");
    wrong.put("otklik.telephony.sip.registration-max", "59s");
    wrong.put("otklik.telephony.trunks.empty.srtp", "off");
    wrong.put("otklik.telephony.outside.allowed", "7495");
    wrong.put("otklik.telephony.outside.transfers", "84951234567,+74951234567");
    wrong.put("otklik.telephony.outside.talk-max", "30s");
    wrong.put("otklik.telephony.outside.trunks", "south");
    wrong.put("otklik.telephony.phones.ivanov.password", "zz99");

    assertThatThrownBy(() -> trunks(wrong))
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused ->
                assertThat(refused.sentence())
                    .contains("trunks.north.sources: \"203.0.113.0/99\"")
                    .contains("trunks.north.peers", "trunks.north.transport", "trunks.north.srtp")
                    .contains("trunks.north.numbers-out", "trunks.north.caller")
                    .contains("trunks.north.password", "trunks.north.user")
                    .contains("trunks.north.registrar", "outside.ring-max", "sip.registration-max")
                    .contains("sip.country: \"Russia\"")
                    .contains("trunks.empty: нужны адреса")
                    .contains("trunks.north-west: имя линии — строчные латинские буквы и цифры")
                    .contains(
                        "outside.allowed: \"7495\"", "outside.trunks", "phones.ivanov.password")
                    .contains(
                        "outside.transfers: \"84951234567\" is no beginning",
                        "outside.transfers: \"+74951234567\" may not be called",
                        "outside.talk-max: нужно время от 60 до 43200 с.")
                    .doesNotContain("short", "zz99"));
  }

  @Test
  void aPasswordThatTheNetworkChoseMayBeShort() {
    var trunk = only(Map.of(NORTH + "peers", "h", NORTH + "user", "c", NORTH + "password", "1234"));

    assertThat(trunk.terms().caller().password()).isNotNull();
    assertThat(trunk.terms().challenged()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.0/29, 203.0.113.6",
    "203.0.113.6, 203.0.113.0/29",
    "2001:db8::/32, 2001:db8:7::/48"
  })
  void noAddressBelongsToTwoTrunks(String one, String other) {
    assertThatThrownBy(
            () ->
                trunks(
                    Map.of(NORTH + "sources", one, "otklik.telephony.trunks.south.sources", other)))
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused ->
                assertThat(refused.sentence()).contains("trunks.north.sources", "\"south\""));
  }

  @ParameterizedTest
  @CsvSource({
    "sip.example.ru, '', sip:sip.example.ru;transport=udp, sip.example.ru",
    "'[2001:db8::5]:5070', '', 'sip:[2001:db8::5]:5070;transport=udp', '[2001:db8::5]'",
    "203.0.113.5, ims.example.ru, sip:203.0.113.5;transport=udp, ims.example.ru"
  })
  void registersAsTheUserInTheDomainOfTheTrunk(
      String registrar, String domain, String uri, String home) {
    var trunk =
        only(
            Map.of(
                NORTH + "sources", "203.0.113.5",
                NORTH + "registrar", registrar,
                NORTH + "domain", domain,
                NORTH + "caller", "+74951150000",
                NORTH + "user", "centre",
                NORTH + "lines.centre", "115",
                NORTH + "password", "1234"));
    var registering = Objects.requireNonNull(trunk.terms().registering());

    assertThat(registering.registrar()).isEqualTo(uri);
    assertThat(registering.identity().user()).isEqualTo("centre");
    assertThat(registering.identity().domain()).isEqualTo(home);
    assertThat(registering.identity().password()).isNotNull();
  }

  @Test
  void registersOnlyWhereItsCallsWillBeTaken() {
    var written =
        Map.of(
            NORTH + "peers", "203.0.113.5",
            NORTH + "registrar", "203.0.113.5",
            NORTH + "user", "+74951150000",
            NORTH + "password", "1234",
            NORTH + "lines.78001150115", "115");

    assertThatThrownBy(() -> only(written))
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused ->
                assertThat(refused.sentence())
                    .contains("trunks.north.sources: where there is a registrar")
                    .contains(
                        "trunks.north.lines: calls by the registration",
                        "{\"74951150000\": \"115\"}"));
  }

  @Test
  void registersNowhereWithoutAPassword() {
    assertThatThrownBy(
            () -> only(Map.of(NORTH + "sources", "203.0.113.5", NORTH + "registrar", "h")))
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused -> assertThat(refused.sentence()).contains("trunks.north.registrar"));
  }

  @ParameterizedTest
  @CsvSource({
    "+74951234567, +74951234567",
    "8 495 123-45-67, +74951234567",
    "+78121234567, ''",
    "+18005550100, ''",
    "+7495123, ''",
    "sip:+74951234567@evil.example, ''",
    "'', ''"
  })
  void callsOnlyNumbersThatAreAllowed(String number, String called) {
    var numbers = new Numbers("RU", List.of("+7495"));

    assertThat(numbers.findAllowed(number).orElse("")).isEqualTo(called);
  }

  @Test
  void callsNobodyByDefaultAndNobodyDear() {
    assertThat(new Numbers("RU", List.of()).findAllowed("+74951234567")).isEmpty();
    assertThat(new Numbers("RU", List.of("+7")).findAllowed("+78091234567")).isEmpty();
  }

  private static Trunk only(Map<String, String> settings) {
    return trunks(settings).all().getFirst();
  }

  private static Trunks trunks(Map<String, String> settings) {
    return new Trunks(settings(settings));
  }

  static TelephonySettings settings(Map<String, String> written) {
    var all = new HashMap<>(written);
    all.put("otklik.telephony.recordings", Path.of("r").toString());
    return new Binder(new MapConfigurationPropertySource(all))
        .bind("otklik.telephony", TelephonySettings.class)
        .get();
  }
}
