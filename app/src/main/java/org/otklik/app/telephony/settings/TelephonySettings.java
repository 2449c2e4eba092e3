package org.otklik.app.telephony.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How the telephone line is set up.
///
/// @param sip where calls come in
/// @param recordings folder of the recordings of talks, `OTKLIK_TELEPHONY_RECORDINGS`
/// @param webCallsMax calls from browsers at once; the next is told that the line is full
/// @param trunks lines of telephone networks by name
/// @param outside calls to the outside
/// @param phones operators' telephones by the operator's username
@ConfigurationProperties(value = "otklik.telephony", ignoreUnknownFields = false)
@Validated
public record TelephonySettings(
    @DefaultValue @Valid Sip sip,
    @NotNull Path recordings,
    @DefaultValue("200") @Min(1) int webCallsMax,
    @DefaultValue Map<String, TrunkSettings> trunks,
    @DefaultValue Outside outside,
    @DefaultValue Map<String, PhoneSettings> phones) {

  /// Copies the maps.
  public TelephonySettings {
    trunks = Map.copyOf(trunks);
    phones = Map.copyOf(phones);
  }

  /// Where calls come in by SIP.
  ///
  /// @param port UDP and TCP, `OTKLIK_SIP_PORT`; 0 takes any free port
  /// @param tlsPort TCP port of SIP over TLS, `OTKLIK_SIP_TLS_PORT`; 0 takes any free port; -1 is
  ///   5061 where a certificate is configured, and none in a demo with its own
  /// @param trusted PEM file of the authorities by which trunks over TLS are known,
  ///   `OTKLIK_SIP_TRUSTED`; empty: those of this Java
  /// @param bind address to listen on; `::` listens on IPv6 and IPv4
  /// @param strangers whether telephones that belong to no trunk may call in
  /// @param phonesMd5 whether operators' telephones are asked for MD5 alone: older ones give up at
  ///   SHA-256
  /// @param registrationMax longest time that an operator's telephone is registered for, 1 min to 1
  ///   h; after a restart we know no telephone by UDP for so long at the most
  /// @param callsMax calls at once; the next is answered 503; half of them for calls by UDP that
  ///   are from no trunk and not acknowledged yet
  /// @param callsPerSource calls at once from one address; over it 503; trunks have a limit of
  ///   their own
  /// @param callsPerSecond new calls from everybody together; over it 503
  /// @param callsPerSecondPerSource new calls from one address; over it 503
  /// @param messagesPerSecondPerSource messages from one address; over it they are dropped
  /// @param country two letters: how numbers without a country code are read
  public record Sip(
      @DefaultValue("5060") @Min(0) @Max(65535) int port,
      @DefaultValue("-1") @Min(-1) @Max(65535) int tlsPort,
      @DefaultValue("") String trusted,
      @DefaultValue("0.0.0.0") @NotBlank String bind,
      @DefaultValue("true") boolean strangers,
      @DefaultValue("false") boolean phonesMd5,
      @DefaultValue("5m") @NotNull Duration registrationMax,
      @DefaultValue("1000") @Min(1) int callsMax,
      @DefaultValue("300") @Min(1) int callsPerSource,
      @DefaultValue("300") @Min(1) int callsPerSecond,
      @DefaultValue("200") @Min(1) int callsPerSecondPerSource,
      @DefaultValue("2000") @Min(1) int messagesPerSecondPerSource,
      @DefaultValue("RU") @NotBlank String country) {}

  /// Calls to the outside.
  ///
  /// @param allowed beginnings of numbers that may be called, E.164 (`+7495`); none: nobody is
  ///   called
  /// @param transfers numbers, or beginnings of numbers, to which operators may hand citizens on
  ///   and which they may ask for advice; they must be allowed too; none: nobody is
  /// @param trunks names of trunks in the order in which they are tried; none: all by name
  /// @param ringMax an outside number that has not answered by then is given up
  /// @param talkMax a citizen who was handed on talks so long at most; then both are hung up
  public record Outside(
      @DefaultValue List<String> allowed,
      @DefaultValue List<String> transfers,
      @DefaultValue List<String> trunks,
      @DefaultValue("45s") Duration ringMax,
      @DefaultValue("60m") Duration talkMax) {

    /// Copies the lists.
    public Outside {
      allowed = List.copyOf(allowed);
      transfers = List.copyOf(transfers);
      trunks = List.copyOf(trunks);
    }
  }
}
