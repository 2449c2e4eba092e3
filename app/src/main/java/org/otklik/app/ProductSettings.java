package org.otklik.app;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings of the product as a whole.
///
/// @param demo `OTKLIK_DEMO`: with demo data and accounts
/// @param data `OTKLIK_DATA`: the folder with everything that must survive a restart
/// @param https how encrypted pages are served
@ConfigurationProperties("otklik")
@Validated
public record ProductSettings(
    @DefaultValue("true") boolean demo,
    @DefaultValue("data") @NotBlank String data,
    @DefaultValue @Valid Https https) {

  /// How pages are served over HTTPS.
  ///
  /// @param port `OTKLIK_HTTPS_PORT`; 0 takes any free port
  /// @param certificate `OTKLIK_HTTPS_CERTIFICATE`: PEM file with the certificate chain, empty if
  ///   there is none
  /// @param key `OTKLIK_HTTPS_KEY`: PEM file with its private key, unencrypted
  public record Https(
      @DefaultValue("8443") @Min(0) @Max(65535) int port,
      @DefaultValue("") String certificate,
      @DefaultValue("") String key) {

    /// Whether there is a certificate that browsers can trust.
    boolean configured() {
      return !certificate.isBlank() || !key.isBlank();
    }
  }
}
