package org.otklik.app.dispatch.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings of the queue, `otklik.dispatch.*`.
///
/// @param group the queue group that this process decides for
/// @param offerDeadline how long an operator is rung before the contact goes on to the next
/// @param presenceLease an operator's presence that is not renewed for so long ends by itself
/// @param wrapUpMax wrap-up ends by itself after so long
/// @param placeKept how long a person's place is kept after their last contact has gone
/// @param connectMax citizen and operator that are not connected after so long count as not to be
///   connected
/// @param keptForOperator how long a contact that was handed on to an operator waits for them alone
/// @param parkedMax how long a contact may be put aside; then it comes back
/// @param consultMax how long a colleague is looked for before the operator is with the citizen
///   again
/// @param supervisionShown whether operators see that a supervisor listens, and the journey tells
///   it; the audit trail always does
/// @param waitingMax contacts that may wait; one more gets `Full`
/// @param undecidedMax contacts that may wait for their rows to be written, and rows that may wait
///   for the database; one more contact gets `Full`
@Validated
@ConfigurationProperties(value = "otklik.dispatch", ignoreUnknownFields = false)
public record DispatchSettings(
    @DefaultValue("main") @NotBlank String group,
    @DefaultValue("15s") @DurationMin(seconds = 1) @DurationMax(minutes = 5) Duration offerDeadline,
    @DefaultValue("15s") @DurationMin(seconds = 3) @DurationMax(minutes = 5) Duration presenceLease,
    @DefaultValue("120s") @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration wrapUpMax,
    @DefaultValue("30m") @DurationMin(minutes = 1) @DurationMax(hours = 24) Duration placeKept,
    @DefaultValue("2s") @DurationMin(millis = 100) @DurationMax(seconds = 10) Duration connectMax,
    @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(minutes = 5)
        Duration keptForOperator,
    @DefaultValue("3m") @DurationMin(seconds = 10) @DurationMax(hours = 1) Duration parkedMax,
    @DefaultValue("45s") @DurationMin(seconds = 5) @DurationMax(minutes = 5) Duration consultMax,
    @DefaultValue("true") boolean supervisionShown,
    @DefaultValue("10000") @Min(1) @Max(1_000_000) int waitingMax,
    @DefaultValue("50000") @Min(1) @Max(1_000_000) int undecidedMax) {}
