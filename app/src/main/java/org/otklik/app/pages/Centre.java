package org.otklik.app.pages;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What holds for the whole centre.
///
/// @param demo `otklik.demo` (`OTKLIK_DEMO`): runs with invented people and public passwords, and
///   says so on every page
/// @param demoTraffic `otklik.demo-traffic`: invented citizens call and invented operators answer;
///   every page says so
/// @param zone `otklik.zone` (`OTKLIK_ZONE`): the time zone in which pages show times
@ConfigurationProperties("otklik")
public record Centre(
    @DefaultValue("true") boolean demo,
    @DefaultValue("false") boolean demoTraffic,
    @DefaultValue("Europe/Moscow") ZoneId zone) {}
