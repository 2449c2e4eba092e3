package org.otklik.app.telephony.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How the telephone line is set up.
///
/// @param sip where calls come in
/// @param recordings folder of the recordings of talks, `OTKLIK_TELEPHONY_RECORDINGS`
/// @param webCallsMax calls from browsers at once; the next is told that the line is full
@ConfigurationProperties("otklik.telephony")
@Validated
public record TelephonySettings(
    @DefaultValue @Valid Sip sip,
    @NotNull Path recordings,
    @DefaultValue("200") @Min(1) int webCallsMax) {

  /// Where calls come in by SIP.
  ///
  /// @param port UDP and TCP, `OTKLIK_SIP_PORT`; 0 takes any free port
  /// @param bind address to listen on
  /// @param callsMax calls at once; the next is answered 503
  /// @param callsPerSource calls at once from one address; over it 503; a trunk that brings all
  ///   calls needs as many as `callsMax`
  /// @param callsPerSecond new calls from everybody together; over it 503
  /// @param callsPerSecondPerSource new calls from one address; over it 503
  /// @param messagesPerSecondPerSource messages from one address; over it they are dropped
  /// @param country two letters: how numbers without a country code are read
  public record Sip(
      @DefaultValue("5060") @Min(0) @Max(65535) int port,
      @DefaultValue("0.0.0.0") @NotBlank String bind,
      @DefaultValue("1000") @Min(1) int callsMax,
      @DefaultValue("300") @Min(1) int callsPerSource,
      @DefaultValue("300") @Min(1) int callsPerSecond,
      @DefaultValue("200") @Min(1) int callsPerSecondPerSource,
      @DefaultValue("2000") @Min(1) int messagesPerSecondPerSource,
      @DefaultValue("RU") @NotBlank String country) {}
}
