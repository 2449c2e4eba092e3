package org.otklik.app.telephony.media.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MediaSettingsTest {

  @Test
  void listensWhereItSaysIfThatIsThisMachine() {
    var setup = settings("40000-40999", "127.0.0.1", 3).setup();

    assertThat(setup.advertised()).isEqualTo(InetAddress.getLoopbackAddress());
    assertThat(setup.listen()).isEqualTo(InetAddress.getLoopbackAddress());
    assertThat(setup.firstPort()).isEqualTo(40_000);
    assertThat(setup.lastPort()).isEqualTo(40_999);
    assertThat(setup.threads()).isEqualTo(3);
  }

  @Test
  void listensEverywhereBehindATranslator() {
    var setup = settings("40000-40999", "198.51.100.7", 0).setup();

    assertThat(setup.advertised().getHostAddress()).isEqualTo("198.51.100.7");
    assertThat(setup.listen().isAnyLocalAddress()).isTrue();
    assertThat(setup.threads()).isPositive();
  }

  @Test
  void takesAnAddressOfThisMachineIfNoneIsSet() throws Exception {
    for (var unset : Arrays.asList(null, "", " ")) {
      var advertised = settings("40000-40999", unset, 1).setup().advertised();

      assertThat(NetworkInterface.getByInetAddress(advertised)).isNotNull();
    }
  }

  @Test
  void takesNoNameForAnAddress() {
    var settings = settings("40000-40999", "media.example", 1);

    assertThatThrownBy(settings::setup).isInstanceOf(IllegalArgumentException.class);
  }

  private static MediaSettings settings(String ports, @Nullable String address, int threads) {
    return new MediaSettings(
        ports, address, threads, Duration.ofSeconds(60), Duration.ofSeconds(30));
  }
}
