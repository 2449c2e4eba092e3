package org.otklik.app.portal.settings;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How much strangers may hold open. Whoever comes above a limit is told so at once.
///
/// An address is one IPv4 address or one /64 of IPv6. A whole organisation may sit behind one:
/// raise its limits where that is so.
///
/// @param pagesMax connected pages for calls, `OTKLIK_PORTAL_PAGESMAX`
/// @param pagesMaxPerAddress of them from one address, `OTKLIK_PORTAL_PAGESMAXPERADDRESS`
/// @param callsMaxPerAddress calls from browsers at once from one address,
///   `OTKLIK_PORTAL_CALLSMAXPERADDRESS`
/// @param callsMaxPerVisitor calls at once from one browser, `OTKLIK_PORTAL_CALLSMAXPERVISITOR`
@ConfigurationProperties(value = "otklik.portal", ignoreUnknownFields = false)
@Validated
public record PortalSettings(
    @DefaultValue("500") @Min(1) int pagesMax,
    @DefaultValue("20") @Min(1) int pagesMaxPerAddress,
    @DefaultValue("20") @Min(1) int callsMaxPerAddress,
    @DefaultValue("2") @Min(1) int callsMaxPerVisitor) {}
