package org.otklik.app.telephony.media.embedded;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How sound is carried, `otklik.media`.
///
/// @param ports UDP ports of sound from an even one to an odd one, `OTKLIK_MEDIA_PORTS`: two for a
///   telephone, one for a browser; a tenth of them is kept for operators
/// @param address IP address that telephones and browsers send sound to, `OTKLIK_MEDIA_ADDRESS`;
///   empty: the machine's first that is not loopback
/// @param threads media threads, `OTKLIK_MEDIA_THREADS`; 0: half as many as there are processors.
///   One carries some hundreds of calls; legs that can meet share one
/// @param telephoneSilenceMax until a telephone that should speak counts as lost, from the moment
///   it acknowledged the answer
/// @param browserAbsenceMax until a browser that does not come back counts as lost
@ConfigurationProperties(value = "otklik.media", ignoreUnknownFields = false)
@Validated
record MediaSettings(
    @DefaultValue("40000-40999") @Pattern(regexp = "\\d{1,5}-\\d{1,5}") String ports,
    @Nullable String address,
    @DefaultValue("0") @Min(0) int threads,
    @DefaultValue("60s") Duration telephoneSilenceMax,
    @DefaultValue("30s") Duration browserAbsenceMax) {

  /// What the plane is set up with on this machine.
  ///
  /// @throws IllegalArgumentException if the address is no IP address
  EmbeddedMediaPlane.Setup setup() {
    var range = ports.split("-", 2);
    var advertised =
        address == null || address.isBlank()
            ? OwnAddress.find()
            : InetAddress.ofLiteral(address.strip());
    return new EmbeddedMediaPlane.Setup(
        OwnAddress.listenFor(advertised),
        advertised,
        Integer.parseInt(range[0]),
        Integer.parseInt(range[1]),
        threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
        telephoneSilenceMax,
        browserAbsenceMax);
  }
}
